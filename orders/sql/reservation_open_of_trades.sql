-- Reserved boxes of trades, not yet packed or given back. $1 trades. Index: sale_order_trade, order_line_order, reservation primary key.
-- Columns: sku_id, lot_id, quantity.
select r.sku_id, r.lot_id, sum(r.quantity - r.released - r.sold)::bigint as quantity
from sale_order o
join order_line l on l.order_id = o.id and l.county_code = o.county_code
join reservation r on r.line_id = l.id and r.county_code = l.county_code
where o.trade_id = any ($1::bigint[]) and r.quantity > r.released + r.sold
group by r.sku_id, r.lot_id
