-- Refunds whose journal, lines or order do not agree, and attempts refunded beyond what they captured.
-- $1 from which id on. Columns: subject, detail.
with booked as (
    select county_code, cause_id, sum(amount_fen) filter (where kind = 'refund') as owed, sum(amount_fen) filter (where kind = 'refund_paid') as paid
    from transfer
    where kind in ('refund', 'refund_paid') and cause_id >= $1 and cause_id >= (select objects_from from year_floor) and id >= $1 - 15099494400000
    group by county_code, cause_id
)
select 'refund:' || coalesce(r.id, b.cause_id) as subject, coalesce(r.state, 'no refund') || ' total ' || coalesce(r.total_fen, 0) || ' owed ' || coalesce(b.owed, 0) || ' paid ' ||
       coalesce(b.paid, 0) as detail
from (select id, county_code, state, total_fen from refund where id >= $1 and id >= (select objects_from from year_floor)) r
full join booked b on b.cause_id = r.id and b.county_code = r.county_code
where coalesce(b.owed, 0) <> coalesce(r.total_fen, 0) or coalesce(b.paid, 0) <> case when r.state = 'succeeded' then r.total_fen else 0 end
union all
select 'refund:' || r.id, r.kind || ' total ' || r.total_fen || ' of the order ' || coalesce(f.goods_fen + f.freight_fen, 0) || ' goods ' || coalesce(f.goods_fen, 0) || ' lines ' ||
       coalesce((select sum(l.goods_fen) from refund_line l where l.refund_id = r.id and l.county_code = r.county_code), 0)
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
