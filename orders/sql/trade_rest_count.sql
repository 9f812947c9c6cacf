-- Other orders of a trade of which something could go back still. $1 trade, $2 the order that is not counted. Columns: orders. Index: sale_order_trade,
-- order_line_order.
select count(*) as orders
from sale_order o
where o.trade_id = $1 and o.id <> $2 and o.state in ('paid', 'completed')
  and (o.freight_fen > o.freight_refunded_fen
       or exists (select 1 from order_line l where l.order_id = o.id and l.county_code = o.county_code and l.paid_fen > l.refunded_fen))
