-- Gives back all that trades still have reserved. $1 trades. Columns: none. Index: sale_order_trade, order_line_order, reservation primary key.
update reservation r
set released = r.quantity - r.sold
from sale_order o
join order_line l on l.order_id = o.id and l.county_code = o.county_code
where o.trade_id = any ($1::bigint[]) and r.line_id = l.id and r.county_code = l.county_code and r.quantity > r.released + r.sold
