-- Parcels of orders, and when they were handed over (null = they were not). $1 the first order, $2 the last. Binary columns: order_id, county_code, station_id, handed_over_at. Index: parcel_order.
select p.order_id, p.county_code, p.station_id, p.handed_over_at
from parcel p
where p.order_id between $1 and $2
order by p.order_id
