-- Lines of an order. $1 order. Columns: id, sku_id, plan_id, quantity, net_weight_g, paid_fen, refunded_quantity, refunded_fen. Index: order_line_order.
select id, sku_id, plan_id, quantity, net_weight_g, paid_fen, refunded_quantity, refunded_fen
from order_line
where order_id = $1
order by line_no
