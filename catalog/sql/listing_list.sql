-- All listings, newest first, each with its newest version. $1 states of the newest version that are wanted, $2 part of its title ('' = any),
-- $3 cursor (listings below it), $4 limit.
-- Columns: listing_id (the cursor), producer_id, producer_name, county_code, current_version_id, version_id (as what follows of the newest version),
-- version_no, state, title, category, produce, picture, village_code, created_at, available, photo (JSON). Index: listing primary key, backwards,
-- listing_version_no_unique.
select i.listing_id, i.producer_id, i.producer_name, i.county_code, i.current_version_id, i.version_id, i.version_no, i.state, i.title, i.category,
    i.produce, i.picture, i.village_code, i.created_at, i.available, i.photo
from listing_item i
where i.listing_id < $3::bigint
    and i.state = any ($1::text[]) and strpos(i.title, $2::text) > 0
order by i.listing_id desc
limit $4::bigint
