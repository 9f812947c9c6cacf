-- Every paid line with its pools: what the households keep and what decides it. Refunds after completion do not count (the seller bears them). $1
-- after line id, $2 lines a page.
-- Columns: line_id, plan_id, paid_fen, quantity, net_weight_g, units_gone (refunded before completion), pool_no (null: the plan has none), rule,
-- rate, kept_fen (by the households, with what was withheld and went to the seller for good), negative (entries below zero).
with line as (
    select l.id, l.order_id, l.county_code, l.plan_id, l.paid_fen, l.quantity, l.net_weight_g,
           coalesce((select sum(f.quantity) from refund_line f join order_refund r on r.refund_id = f.refund_id and r.county_code = f.county_code
                     where f.line_id = l.id and f.county_code = l.county_code and not r.after_completion), 0)::bigint as gone
    from order_line l
    join sale_order o on o.id = l.order_id and o.county_code = l.county_code
    where l.id > $1 and o.paid_at is not null
    order by l.id
    limit $2
), entry as (
    select a.line_id, a.county_code, a.pool_no, (select sum(x) from unnest(a.amounts) x) - coalesce((select sum((select sum(x) from unnest(v.amounts) x)) from pool_reversal v
            where v.order_id = a.order_id and v.line_id = a.line_id and v.pool_no = a.pool_no and v.county_code = a.county_code and v.refund_id <> 0), 0) as left_fen,
        (select count(*) from unnest(a.amounts, a.reversed) as x (fen, back) where x.back > x.fen) as negative
    from line n
    join attribution_pool a on a.order_id = n.order_id and a.line_id = n.id and a.county_code = n.county_code
)
select l.id as line_id, l.plan_id, l.paid_fen, l.quantity, l.net_weight_g, l.gone as units_gone, p.pool_no, p.rule, p.rate, coalesce(e.left_fen, 0)::bigint as kept_fen, coalesce(e.negative, 0) as negative
from line l
left join benefit_pool p on p.plan_id = l.plan_id and p.county_code = l.county_code
left join entry e on e.line_id = l.id and e.county_code = l.county_code and e.pool_no = p.pool_no
order by l.id, p.pool_no
