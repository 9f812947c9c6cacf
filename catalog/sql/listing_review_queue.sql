-- Versions in review under a region's code, oldest first. $1 region code (county, township or village), $2 cursor (versions above it), $3 limit.
-- Columns: version_id (the cursor), listing_id, version_no, state, county_code, village_code, village_name, producer_id, producer_name, title, category,
-- produce, picture, submitted_at, is_change. Index: listing_version_queue.
select v.id as version_id, v.listing_id, v.version_no, v.state, v.county_code, v.village_code, g.name as village_name, l.producer_id, o.name as producer_name, v.title,
    v.category, v.produce, v.picture, v.submitted_at, l.current_version_id is not null as is_change
from listing_version v
join listing l on l.id = v.listing_id and l.county_code = v.county_code
join organisation o on o.id = l.producer_id and o.county_code = l.county_code
left join region g on g.code = v.village_code and g.level = 5
where v.state in ('submitted', 'township_checked', 'county_approved', 'publicised') and v.county_code = left($1::text, 6)
    and starts_with(v.village_code, $1::text) and v.id > $2::bigint
order by v.id
limit $3::bigint
