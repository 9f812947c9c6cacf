-- Every paid line with its pools as they were credited at the sale. $1 after line id, $2 to line id, $3 and $4 the first and the last of their orders, $5 rows; a line that was not paid or whose plan has no pools is a row
-- without one. A page's orders stand beside each other, so what it joins is read by ranges of their ids.
-- Index: order_line primary key, sale_order primary key, attribution_pool primary key, benefit_pool primary key.
-- Columns: line_id, is_paid, plan_id, paid_fen, quantity, net_weight_g, pool_no, rule, rate, roster_id (0 = no entry), amounts ("{3,5}", by the roster's places).
select l.id as line_id, o.id is not null as is_paid, l.plan_id, l.paid_fen, l.quantity, l.net_weight_g, p.pool_no, p.rule, p.rate, coalesce(a.roster_id, 0) as roster_id,
    a.amounts::text as amounts
from order_line l
left join sale_order o on o.id = l.order_id and o.county_code = l.county_code and o.paid_at is not null
    and o.id >= $3 and o.id <= $4 and o.id >= (select objects_from from year_floor)
left join benefit_pool p on p.plan_id = l.plan_id and p.county_code = l.county_code and o.id is not null
left join attribution_pool a on a.order_id = l.order_id and a.line_id = l.id and a.pool_no = p.pool_no and a.county_code = l.county_code
    and a.order_id >= $3 and a.order_id <= $4
where l.id > $1 and l.id <= $2
order by l.id, p.pool_no
limit $5
