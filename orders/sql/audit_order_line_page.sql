-- Lines of orders, as they are in the stamps of these, in their order. $1 the first order, $2 the last. Binary columns: order_id, county_code, content. Index: order_line_order.
select l.order_id, l.county_code,
    record_send(row(l.id, l.county_code, l.line_no, l.sku_id, l.listing_id, l.version_id, l.plan_id, l.title, l.spec, l.net_weight_g, l.quantity, l.price_fen, l.paid_fen)) as content
from order_line l
where l.order_id between $1 and $2
order by l.order_id, l.line_no, l.id
