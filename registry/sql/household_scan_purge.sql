-- Deletes photos that nothing names a week after they came. $1 at most so many. Columns: none. Index: household_scan_over.
with passed as (
    select s.id, s.county_code
    from household_scan s
    where not s.kept and s.created_at < now() - interval '7 days'
    order by s.created_at
    limit $1::bigint
)
delete from household_scan s
using passed d
where s.id = d.id and s.county_code = d.county_code
