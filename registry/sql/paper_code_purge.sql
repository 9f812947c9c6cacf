-- Deletes codes that ended a year ago. $1 at most so many. Columns: none. Index: paper_code_over.
with old as (
    select id, county_code
    from paper_code
    where least(expires_at, revoked_at) < now() - interval '1 year'
    limit $1
)
delete from paper_code c
using old
where c.id = old.id and c.county_code = old.county_code
