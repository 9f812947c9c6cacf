-- Refunds of an order as its buyer sees them, newest first. $1 order.
-- Columns: refund_id, number, state, goods_fen, freight_fen, total_fen, after_completion, reason, created_at, done_at, lines (JSON). Index: order_refund_order.
select r.id as refund_id, r.number, r.state, f.goods_fen, f.freight_fen, r.total_fen, f.after_completion, r.reason, r.created_at, r.done_at,
    (select coalesce(jsonb_agg(jsonb_build_object('line_id', l.id::text, 'title', l.title, 'spec', l.spec, 'quantity', x.quantity, 'goods_fen', x.goods_fen,
            'line_quantity', l.quantity, 'line_paid_fen', l.paid_fen) order by l.line_no), '[]')
     from refund_line x
     join order_line l on l.id = x.line_id and l.county_code = x.county_code
     where x.refund_id = r.id and x.county_code = r.county_code) as lines
from order_refund f
join refund r on r.id = f.refund_id and r.county_code = f.county_code
where f.order_id = $1
order by r.id desc
