-- Whom a listing concerns. $1 listing id (its newest version is taken) or null, $2 version id or null. Index: listing and listing_version primary
-- keys, listing_version_no_unique.
-- Columns: listing_id, producer_id, station_id, county_code, village_code, version_id, state, current_version_id (0 = none), plan_id (0 = none).
select l.id as listing_id, l.producer_id, l.station_id, l.county_code, v.village_code, v.id as version_id, v.state, coalesce(l.current_version_id, 0) as current_version_id, coalesce(v.plan_id, 0) as plan_id
from listing l
join listing_version v on v.listing_id = l.id
where l.id = coalesce($1::bigint, (select x.listing_id from listing_version x where x.id = $2::bigint)) and ($2::bigint is null or v.id = $2::bigint)
order by v.version_no desc
limit 1
