-- Lines of an order as its buyer sees them: what was paid, what can still go back. $1 order.
-- Columns: line_id, sku_id, listing_id, title, spec, picture, net_weight_g, quantity, price_fen, paid_fen, refunded_quantity, refunded_fen, left_quantity,
-- left_fen. Index: order_line_order, listing_version primary key.
select l.id as line_id, l.sku_id, l.listing_id, l.title, l.spec, v.picture, l.net_weight_g, l.quantity, l.price_fen, l.paid_fen, l.refunded_quantity,
    l.refunded_fen, l.quantity - l.refunded_quantity as left_quantity, l.paid_fen - l.refunded_fen as left_fen
from order_line l
join listing_version v on v.id = l.version_id and v.county_code = l.county_code
where l.order_id = $1
order by l.line_no
