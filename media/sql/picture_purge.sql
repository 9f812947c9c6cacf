-- Deletes pictures that nothing shows, a week after they were uploaded (a drafted listing keeps its own longer). $1 limit.
-- Columns: none. Index: picture_passing (which does not hold those that are shown: now() alone would not say so), picture_file primary key.
with passed as (
    select p.id, p.county_code
    from picture p
    where p.keep_until < now() and p.keep_until < 'infinity'
    order by p.keep_until
    limit $1::bigint
    for update
), files as (
    delete from picture_file f
    using passed d
    where f.picture_id = d.id and f.county_code = d.county_code
)
delete from picture p
using passed d
where p.id = d.id and p.county_code = d.county_code and p.keep_until < now() and p.keep_until < 'infinity'
