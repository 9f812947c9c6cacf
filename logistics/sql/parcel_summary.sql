-- How an order's parcels stand. $1 order id. Columns: total, packed, signed, returned, lost. Index: parcel_order.
select count(*), count(*) filter (where p.state = 'packed'), count(*) filter (where p.state = 'signed'), count(*) filter (where p.state = 'returned'),
    count(*) filter (where p.state = 'lost')
from parcel p
where p.order_id = $1
