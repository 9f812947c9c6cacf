-- Refunds of an order. $1 order. Columns: refund_id, state, goods_fen, freight_fen, total_fen, after_completion, reason, created_at, done_at. Index:
-- refund_order.
select id as refund_id, state, goods_fen, freight_fen, total_fen, after_completion, reason, created_at, done_at
from refund
where order_id = $1
order by id
