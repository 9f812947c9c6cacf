-- Every paid line with its pools: what the households keep and what decides it. Refunds after completion do not count (the seller bears them).
-- $1 after line id, $2 lines a page. Columns: line_id, plan_id, paid_fen, quantity, net_weight_g, units refunded before completion, pool_no (null: the plan has none), rule,
-- rate, kept by households, negative entries.
with line as (
    select l.id, l.plan_id, l.paid_fen, l.quantity, l.net_weight_g,
           coalesce((select sum(f.quantity) from refund_line f join refund r on r.id = f.refund_id where f.line_id = l.id and not r.after_completion), 0)::bigint as gone
    from order_line l
    join sale_order o on o.id = l.order_id
    where l.id > $1 and o.paid_at is not null
    order by l.id
    limit $2
), entry as (
    select a.line_id, a.pool_no, a.amount_fen - coalesce((select sum(r.amount_fen) from attribution_reversal r where r.attribution_id = a.id), 0) as left_fen
    from attribution a
    where a.line_id in (select id from line)
)
select l.id, l.plan_id, l.paid_fen, l.quantity, l.net_weight_g, l.gone, p.pool_no, p.rule, p.rate,
       coalesce((select sum(e.left_fen) from entry e where e.line_id = l.id and e.pool_no = p.pool_no), 0)::bigint,
       (select count(*) from entry e where e.line_id = l.id and e.pool_no = p.pool_no and e.left_fen < 0)
from line l
left join benefit_pool p on p.plan_id = l.plan_id
order by l.id, p.pool_no
