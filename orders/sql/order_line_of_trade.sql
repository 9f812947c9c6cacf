-- Lines of a trade's orders as they stand. $1 trade.
-- Columns: _order (not shown), line_id, sku_id, listing_id, title, spec, net_weight_g, quantity, price_fen, paid_fen, refunded_quantity, refunded_fen.
-- Index: sale_order_trade, order_line_order.
select l.order_id as _order, l.id as line_id, l.sku_id, l.listing_id, l.title, l.spec, l.net_weight_g, l.quantity, l.price_fen, l.paid_fen, l.refunded_quantity,
       l.refunded_fen
from sale_order o
join order_line l on l.order_id = o.id and l.county_code = o.county_code
where o.trade_id = $1
order by l.order_id, l.line_no
