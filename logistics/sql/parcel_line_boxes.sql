-- Boxes of an order's line that are in its parcels, without those that were unpacked again. $1 order, $2 line. Columns: boxes. Index: parcel_order, parcel_item primary key.
select coalesce(sum(i.quantity), 0)::bigint as boxes
from parcel p
join parcel_item i on i.parcel_id = p.id and i.county_code = p.county_code
where p.order_id = $1 and p.state <> 'unpacked' and i.line_id = $2
