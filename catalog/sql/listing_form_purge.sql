-- Deletes forms half a year after they were saved last, whether they became something or not. $1 limit. Columns: none. Index: listing_form_saved.
with passed as (
    select f.id, f.county_code
    from listing_form f
    where f.saved_at < now() - interval '180 days'
    order by f.saved_at
    limit $1::bigint
)
delete from listing_form f
using passed d
where f.id = d.id and f.county_code = d.county_code
