-- Every share of every paid line as it was credited at the sale. $1 after line id, $2 lines and $3 rows a page; a line that was not paid or whose plan has no shares is a row without a pool.
-- Index: order_line primary key, sale_order primary key, benefit_share primary key, attribution_pool primary key, roster_place_household.
-- Columns: line_id, is_paid, paid_fen, quantity, net_weight_g, pool_no, rule, rate, household_id, weight, credited (0 = no entry).
with line as materialized (
    select l.id, l.order_id, l.county_code, l.plan_id, l.paid_fen, l.quantity, l.net_weight_g,
        (select o.paid_at from sale_order o where o.id = l.order_id and o.county_code = l.county_code) is not null as is_paid
    from order_line l
    where l.id > $1
    order by l.id
    limit $2
)
select l.id as line_id, l.is_paid, l.paid_fen, l.quantity, l.net_weight_g, p.pool_no, p.rule, p.rate, s.household_id, s.weight,
    coalesce(a.amounts[(select g.place from roster_place g where g.household_id = s.household_id and g.roster_id = a.roster_id and g.county_code = a.county_code)], 0) as credited
from line l
left join (benefit_pool p join benefit_share s on s.plan_id = p.plan_id and s.county_code = p.county_code and s.pool_no = p.pool_no)
    on p.plan_id = l.plan_id and p.county_code = l.county_code and l.is_paid
left join attribution_pool a on a.order_id = l.order_id and a.line_id = l.id and a.pool_no = p.pool_no and a.county_code = l.county_code
order by l.id, p.pool_no, s.household_id
limit $3
