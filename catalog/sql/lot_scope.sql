-- Whom a lot concerns. $1 lot id. Columns: producer_id, station_id, village_code. Index: lot and listing primary keys.
select t.producer_id, l.station_id, t.village_code
from lot t
join listing l on l.id = t.listing_id and l.county_code = t.county_code
where t.id = $1
