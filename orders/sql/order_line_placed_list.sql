-- Lines of a trade's orders as placed. $1 trade. Columns: order_id, id, sku_id, listing_id, title, spec, quantity, price_fen, paid_fen.
-- Index: sale_order_trade, order_line_order.
select l.order_id, l.id, l.sku_id, l.listing_id, l.title, l.spec, l.quantity, l.price_fen, l.paid_fen
from sale_order o
join order_line l on l.order_id = o.id and l.county_code = o.county_code
where o.trade_id = $1
order by l.order_id, l.line_no
