-- Parcels of orders, by the columns that they are stamped by, and what became of them (null = nothing). $1 the first order, $2 the last. Binary columns: id, county_code, order_id, station_id, weight_g,
-- packed_by, carrier, waybill_no, stamp, handed_over_at, is_unpacked. Index: parcel_order.
select p.id, p.county_code, p.order_id, p.station_id, p.weight_g, p.packed_by, p.carrier, p.waybill_no, p.stamp, p.handed_over_at, nullif(p.state = 'unpacked', false) as is_unpacked
from parcel p
where p.order_id between $1 and $2
order by p.order_id
