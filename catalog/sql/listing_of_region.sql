-- Listings of a region, newest first, each with its newest version. $1 region code (county, township or village), $2 states of the newest version
-- that are wanted, $3 part of its title ('' = any), $4 cursor (listings below it), $5 limit.
-- Columns: listing_id (the cursor), producer_id, producer_name, county_code, current_version_id, version_id (as what follows of the newest version),
-- version_no, state, title, category, produce, picture, village_code, created_at, available, photo (JSON). Index: listing_county,
-- listing_version_no_unique.
select i.listing_id, i.producer_id, i.producer_name, i.county_code, i.current_version_id, i.version_id, i.version_no, i.state, i.title, i.category,
    i.produce, i.picture, i.village_code, i.created_at, i.available, i.photo
from listing_item i
where i.county_code = left($1::text, 6) and i.listing_id < $4::bigint and starts_with(i.village_code, $1::text)
    and i.state = any ($2::text[]) and strpos(i.title, $3::text) > 0
order by i.listing_id desc
limit $5::bigint
