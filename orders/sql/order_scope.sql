-- Where an order belongs. $1 order. Columns: buyer_id, producer_id, station_id, county_code. Index: sale_order primary key.
select buyer_id, producer_id, station_id, county_code
from sale_order
where id = $1
