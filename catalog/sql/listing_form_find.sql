-- One form, whole. $1 id.
-- Columns: draft_id, producer_id, listing_id, revision, title, step, content (JSON), created_at, saved_at, saved_by_name, closed_at, version_id.
-- Index: primary keys.
select f.id as draft_id, f.producer_id, f.listing_id, f.revision, f.title, f.step, f.content, f.created_at, f.saved_at,
    coalesce(a.display_name, '') as saved_by_name, f.closed_at, f.version_id
from listing_form f
left join account a on a.id = f.saved_by
where f.id = $1::bigint
