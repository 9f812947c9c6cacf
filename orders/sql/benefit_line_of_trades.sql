-- Lines of trades as the benefit arithmetic needs them. $1 trades. Columns: order_id, line_id, plan_id, producer_id, county_code, paid_fen, quantity, net_weight_g.
-- Index: sale_order_trade, order_line_order.
-- By laterals: a plan that was made while the tables were small would go on to read all of both in the order of their ids.
select o.id as order_id, l.id as line_id, l.plan_id, o.producer_id, l.county_code, l.paid_fen, l.quantity, l.net_weight_g
from unnest($1::bigint[]) as n (trade_id)
cross join lateral (select s.id, s.county_code, s.producer_id from sale_order s where s.trade_id = n.trade_id offset 0) o
cross join lateral (select i.id, i.line_no, i.plan_id, i.county_code, i.paid_fen, i.quantity, i.net_weight_g from order_line i where i.order_id = o.id and i.county_code = o.county_code offset 0) l
order by o.id, l.line_no
