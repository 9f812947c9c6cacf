-- Orders that still have boxes reserved from a lot. $1 lot, $2 cursor (orders above it), $3 limit. Columns: order_id. Index: reservation_lot, primary keys.
select o.id as order_id
from reservation r
join order_line l on l.id = r.line_id and l.county_code = r.county_code
join sale_order o on o.id = l.order_id and o.county_code = l.county_code
where r.lot_id = $1 and r.quantity > r.released + r.sold and o.id > $2::bigint
group by o.id
order by o.id
limit $3::bigint
