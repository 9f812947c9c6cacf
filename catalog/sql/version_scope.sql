-- Whom a listing's version concerns. $1 version id. Columns: producer_id, station_id, village_code.
-- Index: listing_version and listing primary keys.
select l.producer_id, l.station_id, v.village_code
from listing_version v
join listing l on l.id = v.listing_id and l.county_code = v.county_code
where v.id = $1
