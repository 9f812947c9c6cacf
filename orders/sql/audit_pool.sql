-- Every paid line with its pools: what the households got, what they keep, and what decides both. Refunds after completion do not count (the seller bears them). $1
-- after line id, $2 to line id, $3 and $4 the first and the last of their orders, $5 rows; a line that was not paid or whose plan has no pools is a row without one. A page's orders stand beside each other, so what it joins is read by ranges of their ids.
-- Index: order_line primary key, sale_order primary key, order_refund_order, refund_line primary key, attribution_pool primary key, pool_reversal_pool.
-- Binary columns: line_id, is_paid, plan_id, paid_fen, quantity, net_weight_g, units_gone (refunded before completion), pool_no (null: the plan has none), rule,
-- rate, roster_id (0 = no entry), amounts, reversed (of the entry, by the roster's places; null = none), gone_fen (taken back by refunds).
with gone as materialized (
    select f.line_id, f.county_code, sum(f.quantity) as units
    from order_refund r
    join refund_line f on f.refund_id = r.refund_id and f.county_code = r.county_code
    where r.order_id >= $3 and r.order_id <= $4 and not r.after_completion
    group by f.line_id, f.county_code
), back as materialized (
    select v.order_id, v.line_id, v.pool_no, v.county_code, sum((select sum(x) from unnest(v.amounts) x)) as fen
    from pool_reversal v
    where v.order_id >= $3 and v.order_id <= $4 and v.refund_id <> 0
    group by v.order_id, v.line_id, v.pool_no, v.county_code
)
select l.id as line_id, o.id is not null as is_paid, l.plan_id, l.paid_fen, l.quantity, l.net_weight_g, coalesce(g.units, 0)::bigint as units_gone, p.pool_no, p.rule, p.rate,
    coalesce(a.roster_id, 0) as roster_id, a.amounts, a.reversed, case when a.amounts is null then 0 else coalesce(b.fen, 0) end::bigint as gone_fen
from order_line l
left join sale_order o on o.id = l.order_id and o.county_code = l.county_code and o.paid_at is not null
    and o.id >= $3 and o.id <= $4 and o.id >= (select objects_from from year_floor)
left join gone g on g.line_id = l.id and g.county_code = l.county_code
left join benefit_pool p on p.plan_id = l.plan_id and p.county_code = l.county_code and o.id is not null
left join attribution_pool a on a.order_id = l.order_id and a.line_id = l.id and a.pool_no = p.pool_no and a.county_code = l.county_code
    and a.order_id >= $3 and a.order_id <= $4
left join back b on b.order_id = l.order_id and b.line_id = l.id and b.pool_no = p.pool_no and b.county_code = l.county_code
where l.id > $1 and l.id <= $2
order by l.id, p.pool_no
limit $5
