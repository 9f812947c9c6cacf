-- Every paid line with its pools: what the households keep and what decides it. Refunds after completion do not count (the seller bears them). $1
-- after line id, $2 lines and $3 rows a page; a line that was not paid is a row without a pool.
-- Index: order_line primary key, sale_order primary key, order_refund_order, refund_line primary key, attribution_pool primary key, pool_reversal_pool.
-- Columns: line_id, is_paid, plan_id, paid_fen, quantity, net_weight_g, units_gone (refunded before completion), pool_no (null: the plan has none), rule,
-- rate, kept_fen (by the households, with what was withheld and went to the seller for good), negative (entries below zero).
with line as materialized (
    select l.id, l.order_id, l.county_code, l.plan_id, l.paid_fen, l.quantity, l.net_weight_g,
        (select o.paid_at from sale_order o where o.id = l.order_id and o.county_code = l.county_code) is not null as is_paid
    from order_line l
    where l.id > $1
    order by l.id
    limit $2
)
select l.id as line_id, l.is_paid, l.plan_id, l.paid_fen, l.quantity, l.net_weight_g,
    coalesce((select sum(f.quantity) from order_refund r join refund_line f on f.refund_id = r.refund_id and f.county_code = r.county_code
              where r.order_id = l.order_id and r.county_code = l.county_code and not r.after_completion and f.line_id = l.id), 0)::bigint as units_gone,
    p.pool_no, p.rule, p.rate,
    (coalesce((select sum(x) from unnest(a.amounts) x), 0) - coalesce((select sum((select sum(x) from unnest(v.amounts) x)) from pool_reversal v
        where v.order_id = a.order_id and v.line_id = a.line_id and v.pool_no = a.pool_no and v.county_code = a.county_code and v.refund_id <> 0), 0))::bigint as kept_fen,
    case when a.reversed is null then 0 else (select count(*) from unnest(a.amounts, a.reversed) as x (fen, back) where x.back > x.fen) end as negative
from line l
left join benefit_pool p on p.plan_id = l.plan_id and p.county_code = l.county_code and l.is_paid
left join attribution_pool a on a.order_id = l.order_id and a.line_id = l.id and a.pool_no = p.pool_no and a.county_code = l.county_code
order by l.id, p.pool_no
limit $3
