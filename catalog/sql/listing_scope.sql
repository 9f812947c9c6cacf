-- Whom a listing concerns. $1 listing id. Columns: producer_id, station_id, village_code (of its newest version).
-- Index: listing primary key, listing_version_no_unique.
select l.producer_id, l.station_id, v.village_code
from listing l
join listing_version v on v.listing_id = l.id and v.county_code = l.county_code
where l.id = $1
order by v.version_no desc
limit 1
