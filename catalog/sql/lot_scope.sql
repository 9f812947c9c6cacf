-- Whom a lot concerns. $1 lot id. Columns: listing_id, producer_id, station_id, county_code. Index: lot and listing primary keys.
select t.listing_id, t.producer_id, l.station_id, t.county_code
from lot t
join listing l on l.id = t.listing_id
where t.id = $1
