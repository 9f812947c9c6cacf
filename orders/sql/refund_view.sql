-- A refund as the API shows it. $1 refund.
-- Columns: refund_id, trade_id, order_id, number, kind, state, goods_fen, freight_fen, total_fen, after_completion, reason, created_at, done_at.
-- Index: refund primary key.
select id as refund_id, trade_id, order_id, number, kind, state, goods_fen, freight_fen, total_fen, after_completion, reason, created_at, done_at
from refund
where id = $1
