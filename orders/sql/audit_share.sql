-- Every share of every paid line as it was credited at the sale. $1 after line id, $2 lines a page.
-- Columns: line_id, paid_fen, quantity, net_weight_g, pool_no, rule, rate, household_id, weight, credited (0 = no entry).
with line as (
    select l.id, l.order_id, l.county_code, l.plan_id, l.paid_fen, l.quantity, l.net_weight_g
    from order_line l
    join sale_order o on o.id = l.order_id and o.county_code = l.county_code
    where l.id > $1 and o.paid_at is not null
    order by l.id
    limit $2
)
select l.id as line_id, l.paid_fen, l.quantity, l.net_weight_g, p.pool_no, p.rule, p.rate, s.household_id, s.weight, coalesce(a.amounts[g.place], 0) as credited
from line l
join benefit_pool p on p.plan_id = l.plan_id and p.county_code = l.county_code
join benefit_share s on s.plan_id = p.plan_id and s.county_code = p.county_code and s.pool_no = p.pool_no
left join attribution_pool a on a.order_id = l.order_id and a.line_id = l.id and a.pool_no = p.pool_no and a.county_code = l.county_code
left join roster_place g on g.household_id = s.household_id and g.roster_id = a.roster_id and g.county_code = a.county_code
order by l.id, p.pool_no, s.household_id
