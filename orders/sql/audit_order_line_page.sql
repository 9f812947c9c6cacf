-- Lines of orders, by the columns that are in the stamps of these, in their order, and what was given back of them. $1 the first order, $2 the last. Binary columns: id, county_code, line_no, sku_id, listing_id,
-- version_id, plan_id, title, spec, net_weight_g, quantity, price_fen, paid_fen, order_id, refunded_quantity (null = none), refunded_fen (null = nothing). Index: order_line_order.
select l.id, l.county_code, l.line_no, l.sku_id, l.listing_id, l.version_id, l.plan_id, l.title, l.spec, l.net_weight_g, l.quantity, l.price_fen, l.paid_fen, l.order_id,
    nullif(l.refunded_quantity, 0) as refunded_quantity, nullif(l.refunded_fen, 0) as refunded_fen
from order_line l
where l.order_id between $1 and $2
order by l.order_id, l.line_no, l.id
