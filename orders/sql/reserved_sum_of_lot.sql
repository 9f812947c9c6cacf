-- How much of a lot is reserved and not packed. $1 lot. Columns: orders, boxes. Index: reservation_lot, order_line primary key.
select count(distinct l.order_id) as orders, coalesce(sum(r.quantity - r.released - r.sold), 0)::bigint as boxes
from reservation r
join order_line l on l.id = r.line_id and l.county_code = r.county_code
where r.lot_id = $1 and r.quantity > r.released + r.sold
