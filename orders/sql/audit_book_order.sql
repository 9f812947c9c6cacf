-- Whose orders are. $1 orders. Binary columns: id, county_code, producer_id, station_id. Index: sale_order primary key.
select t.id, t.county_code, t.producer_id, t.station_id
from sale_order t
where t.id = any ($1::bigint[])
