-- When parcels of orders were handed over. $1 the first order, $2 the last. Binary columns: order_id, county_code, handed_over_at. Index: parcel_order.
select p.order_id, p.county_code, p.handed_over_at
from parcel p
where p.order_id between $1 and $2 and p.handed_over_at is not null
order by p.order_id
