-- What is on sale, cheapest first. $1 and $2 cursor (price and version; those behind it), $3 limit, $4 category or null, $5 county code or null, $6 producer or null, $7 a day
-- 'MM-DD' that its season holds or null, $8 codes of the counties it may come from or null, $9 and $10 lowest and highest price. DB_SLOW: planned for what is bound.
-- Columns: _version_id (the cursor), listing_id, title, category, produce, county_code, village_code, county_name, village_name, picture,
-- producer_name, price_from_fen, no_reason_return. Index: product_price, product_category_price,
-- product_county_price; product_producer.
select p.version_id as _version_id, p.listing_id, p.title, p.category, p.produce, p.county_code, p.village_code, p.county_name, p.village_name,
    p.picture, p.producer_name, p.price_from_fen, p.no_reason_return
from product_item p
where (p.price_from_fen, p.version_id) > ($1::bigint, $2::bigint)
    and ($4::text is null or p.category = $4::text) and ($5::text is null or p.county_code = $5::text)
    and ($6::bigint is null or p.producer_id = $6::bigint) and ($7::text is null or season_holds(p.season_from, p.season_to, $7::text))
    and ($8::text[] is null or p.county_code = any ($8::text[])) and p.price_from_fen between $9::bigint and $10::bigint
order by p.price_from_fen, p.version_id
limit $3::bigint
