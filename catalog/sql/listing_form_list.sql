-- A producer's open forms, newest first. $1 producer, $2 cursor (forms below it), $3 limit.
-- Columns: draft_id (the cursor), producer_id, listing_id, revision, title, step, created_at, saved_at, saved_by_name. Index: listing_form_producer.
select f.id as draft_id, f.producer_id, f.listing_id, f.revision, f.title, f.step, f.created_at, f.saved_at,
    coalesce(a.display_name, '') as saved_by_name
from listing_form f
left join account a on a.id = f.saved_by
where f.producer_id = $1::bigint and f.closed_at is null and f.id < $2::bigint
order by f.id desc
limit $3::bigint
