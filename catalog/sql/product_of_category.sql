-- What is on sale of a category, newest first; of no other filter, so that it is planned once. The category is bound as an order, so that no plan
-- walks all that is newest for it. $1 cursor (versions below it), $2 limit, $3 category.
-- Columns: _version_id (the cursor), listing_id, title, category, produce, county_code, village_code, county_name, village_name, picture,
-- producer_name, price_from_fen, no_reason_return. Index: product_category, backwards; primary keys.
select i.version_id as _version_id, i.listing_id, i.title, i.category, i.produce, i.county_code, i.village_code, i.county_name, i.village_name, i.picture,
    i.producer_name, i.price_from_fen, i.no_reason_return
from product_item i
where i.category >= $3::text and (i.category, i.version_id) < ($3::text, $1::bigint)
order by i.category desc, i.version_id desc
limit $2::bigint
