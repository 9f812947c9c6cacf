-- Locks a listing for a change of its versions. $1 listing id. Index: listing primary key.
-- Columns: producer_id, station_id, county_code, current_version_id (0 = none).
select l.producer_id, l.station_id, l.county_code, coalesce(l.current_version_id, 0) as current_version_id
from listing l
where l.id = $1
for no key update
