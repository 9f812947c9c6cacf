-- Orders that have boxes of a lot reserved and not packed, oldest first. $1 lot, $2 limit. Index: reservation_lot, primary keys.
-- Columns: order_id, state, line_id, sku_id, quantity, placed_at.
select o.id as order_id, o.state, l.id as line_id, r.sku_id, r.quantity - r.released - r.sold as quantity, o.placed_at
from reservation r
join order_line l on l.id = r.line_id and l.county_code = r.county_code
join sale_order o on o.id = l.order_id and o.county_code = l.county_code
where r.lot_id = $1 and r.quantity > r.released + r.sold
order by o.id, l.id
limit $2::bigint
