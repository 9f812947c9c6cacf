-- The open form of a listing. $1 listing. Columns: id. Index: listing_form_one_open.
select f.id
from listing_form f
where f.listing_id = $1::bigint and f.closed_at is null
