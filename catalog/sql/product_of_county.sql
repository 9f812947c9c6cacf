-- What is on sale in a county, newest first. $1 county code, $2 category or null, $3 cursor (versions below it), $4 limit.
-- Columns: _version_id (the cursor), listing_id, title, category, produce, county_code, village_code, county_name, village_name, picture,
-- producer_name, price_from_fen, no_reason_return. Index: listing_version_county, backwards.
select p.version_id as _version_id, p.listing_id, p.title, p.category, p.produce, p.county_code, p.village_code, p.county_name, p.village_name,
    p.picture, p.producer_name, p.price_from_fen, p.no_reason_return
from product_card p
where p.county_code = $1 and ($2::text is null or p.category = $2) and p.version_id < $3::bigint
order by p.version_id desc
limit $4::bigint
