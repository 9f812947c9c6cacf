-- Refunds whose lines or order do not agree, and attempts refunded beyond what they captured; what the journal says of refunds stands in audit_refund_booked.
-- $1 from which id on. Columns: subject, detail.
select 'refund:' || r.id as subject, r.kind || ' total ' || r.total_fen || ' of the order ' || coalesce(f.goods_fen + f.freight_fen, 0) || ' goods ' || coalesce(f.goods_fen, 0) || ' lines ' ||
       coalesce((select sum(l.goods_fen) from refund_line l where l.refund_id = r.id and l.county_code = r.county_code), 0) as detail
from refund r
left join order_refund f on f.refund_id = r.id and f.county_code = r.county_code
where r.id >= $1 and r.subject_kind = 'trade'
  and ((r.kind = 'decided') <> (f.refund_id is not null) or coalesce(f.order_id, 0) <> r.escrow_id or f.goods_fen + f.freight_fen <> r.total_fen
       or f.goods_fen <> coalesce((select sum(l.goods_fen) from refund_line l where l.refund_id = r.id and l.county_code = r.county_code), 0))
union all
select 'line:' || l.id, 'refunded ' || l.refunded_quantity || '/' || l.refunded_fen || ' refund lines ' || coalesce(f.quantity, 0) || '/' || coalesce(f.goods_fen, 0)
from order_line l
left join (select line_id, county_code, sum(quantity) as quantity, sum(goods_fen) as goods_fen from refund_line where line_id >= $1 group by line_id, county_code) f
    on f.line_id = l.id and f.county_code = l.county_code
where l.id >= $1 and (l.refunded_quantity <> coalesce(f.quantity, 0) or l.refunded_fen <> coalesce(f.goods_fen, 0))
union all
select 'order:' || o.id, 'freight refunded ' || o.freight_refunded_fen || ' refunds ' || coalesce(f.freight_fen, 0)
from sale_order o
left join (select order_id, county_code, sum(freight_fen) as freight_fen from order_refund where order_id >= $1 group by order_id, county_code) f
    on f.order_id = o.id and f.county_code = o.county_code
where o.id >= $1 and o.freight_refunded_fen <> coalesce(f.freight_fen, 0)
union all
select 'attempt:' || a.id, 'captured ' || a.captured_fen || ' refunds ' || sum(r.total_fen)
from payment_attempt a
join refund r on r.attempt_id = a.id
where a.id >= $1
group by a.id, a.captured_fen
having sum(r.total_fen) > a.captured_fen
limit 20
