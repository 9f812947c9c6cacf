-- Refunds of an order. $1 order. Index: order_refund_order.
-- Columns: refund_id, state, goods_fen, freight_fen, total_fen, after_completion, reason, created_at, done_at.
select r.id as refund_id, r.state, f.goods_fen, f.freight_fen, r.total_fen, f.after_completion, r.reason, r.created_at, r.done_at
from order_refund f
join refund r on r.id = f.refund_id and r.county_code = f.county_code
where f.order_id = $1
order by r.id
