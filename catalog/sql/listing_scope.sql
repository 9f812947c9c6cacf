-- Whom a listing concerns. $1 listing id (its newest version is taken) or null, $2 version id or null.
-- Columns: listing_id, producer_id, station_id, county_code, village_code, version_id, state, current_version_id (0 = none), plan_id (0 = none).
-- Index: listing and listing_version primary keys, listing_version_no_unique.
select l.id, l.producer_id, l.station_id, l.county_code, v.village_code, v.id, v.state, coalesce(l.current_version_id, 0), coalesce(v.plan_id, 0)
from listing l
join listing_version v on v.listing_id = l.id
where l.id = coalesce($1::bigint, (select x.listing_id from listing_version x where x.id = $2::bigint)) and ($2::bigint is null or v.id = $2::bigint)
order by v.version_no desc
limit 1
