-- A producer that may list, with its county's station. $1 organisation id. Index: organisation primary key, organisation_county.
-- Columns: county_code, name, station_id (null: the county has none).
select o.county_code, o.name,
    (select min(s.id) from organisation s where s.county_code = o.county_code and s.kind = 'station' and s.state = 'active') as station_id
from organisation o
where o.id = $1 and o.kind in ('cooperative', 'enterprise', 'family_farm', 'village_collective') and o.state = 'active'
