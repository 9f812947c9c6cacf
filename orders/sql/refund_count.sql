-- How many refunds an order has. $1 order. Index: refund_order.
select count(*)
from refund
where order_id = $1
