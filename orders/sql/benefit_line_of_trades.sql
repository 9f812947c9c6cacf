-- Lines of trades as the benefit arithmetic needs them. $1 trades. Columns: order_id, line_id, plan_id, county_code, paid_fen, quantity, net_weight_g.
-- Index: sale_order_trade, order_line_order.
select o.id as order_id, l.id as line_id, l.plan_id, l.county_code, l.paid_fen, l.quantity, l.net_weight_g
from sale_order o
join order_line l on l.order_id = o.id and l.county_code = o.county_code
where o.trade_id = any ($1::bigint[])
order by o.id, l.line_no
