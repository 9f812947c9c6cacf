-- What is on sale, newest first. $1 cursor (versions below it), $2 limit, $3 category or null, $4 county code or null, $5 producer or null, $6 a day
-- 'MM-DD' that its season holds or null, $7 codes of the counties it may come from or null, $8 and $9 lowest and highest price. DB_SLOW: planned for what is bound.
-- Columns: _version_id (the cursor), listing_id, title, category, produce, county_code, village_code, county_name, village_name, picture,
-- producer_name, price_from_fen, no_reason_return. Index: product_newest, product_category,
-- product_county, product_producer, backwards; product_price.
select p.version_id as _version_id, p.listing_id, p.title, p.category, p.produce, p.county_code, p.village_code, p.county_name, p.village_name,
    p.picture, p.producer_name, p.price_from_fen, p.no_reason_return
from product_item p
where p.version_id < $1::bigint
    and ($3::text is null or p.category = $3::text) and ($4::text is null or p.county_code = $4::text)
    and ($5::bigint is null or p.producer_id = $5::bigint) and ($6::text is null or season_holds(p.season_from, p.season_to, $6::text))
    and ($7::text[] is null or p.county_code = any ($7::text[])) and p.price_from_fen between $8::bigint and $9::bigint
order by p.version_id desc
limit $2::bigint
