-- What is on sale in a category, cheapest first. $1 category, $2 and $3 cursor (price and version; those behind it), $4 limit. What a category has is
-- sorted, each price looked up once.
-- Columns: _version_id (the cursor), listing_id, title, category, produce, county_code, village_code, county_name, village_name, picture,
-- producer_name, price_from_fen, no_reason_return. Index: listing_version_category, version_sku and stock primary keys.
select p.version_id as _version_id, p.listing_id, p.title, p.category, p.produce, p.county_code, p.village_code, p.county_name, p.village_name,
    p.picture, p.producer_name, q.fen as price_from_fen, p.no_reason_return
from product_card p
cross join lateral (select p.price_from_fen as fen offset 0) q
where p.category = $1 and (q.fen, p.version_id) > ($2::bigint, $3::bigint)
order by q.fen, p.version_id
limit $4::bigint
