-- A refund of an order as the API shows it. $1 refund. Index: primary keys.
-- Columns: refund_id, trade_id, order_id, number, kind, state, goods_fen, freight_fen, total_fen, after_completion, reason, created_at, done_at.
select r.id as refund_id, r.subject_id as trade_id, f.order_id, r.number, r.kind, r.state, f.goods_fen, f.freight_fen, r.total_fen, f.after_completion, r.reason,
       r.created_at, r.done_at
from order_refund f
join refund r on r.id = f.refund_id and r.county_code = f.county_code
where f.refund_id = $1
