-- What is on sale in a county by price. $1 county code, $2 category or null, $3 1 = cheapest first, -1 = dearest first, $4 and
-- $5 cursor (price and version; those behind it), $6 limit. A county's products are few enough to be sorted, each price looked
-- up once.
-- Columns: _version_id (the cursor), listing_id, title, category, produce, county_code, village_code, county_name, village_name, picture,
-- producer_name, price_from_fen, no_reason_return. Index: listing_version_county.
select p.version_id as _version_id, p.listing_id, p.title, p.category, p.produce, p.county_code, p.village_code, p.county_name, p.village_name,
    p.picture, p.producer_name, q.fen as price_from_fen, p.no_reason_return
from product_card p
cross join lateral (select p.price_from_fen as fen offset 0) q
where p.county_code = $1 and ($2::text is null or p.category = $2)
    and (q.fen * $3::int, p.version_id * $3::int) > ($4::bigint * $3::int, $5::bigint * $3::int)
order by q.fen * $3::int, p.version_id * $3::int
limit $6::bigint
