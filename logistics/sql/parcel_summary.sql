-- How an order's parcels stand; what was unpacked again is none. $1 order id. Index: parcel_order.
-- Columns: total, packed, signed, returned, lost.
select count(*) as total, count(*) filter (where p.state = 'packed') as packed, count(*) filter (where p.state = 'signed') as signed, count(*) filter (where p.state = 'returned') as returned,
    count(*) filter (where p.state = 'lost') as lost
from parcel p
where p.order_id = $1 and p.state <> 'unpacked'
