-- Pools and shares of plans with the register's state of each household and the state of its link now. $1 plan ids.
-- Columns: plan_id, county_code, producer_id, pool_no, kind, rule, rate, household_id, weight, village_code, state, link_state. Index: primary keys, benefit_link_unique.
select p.plan_id, p.county_code, g.producer_id, p.pool_no, p.kind, p.rule, p.rate, s.household_id, s.weight, h.village_code, h.state, coalesce(l.state, 'free') as link_state
from benefit_pool p
join benefit_plan b on b.id = p.plan_id and b.county_code = p.county_code
join listing g on g.id = b.listing_id and g.county_code = b.county_code
join benefit_share s on s.plan_id = p.plan_id and s.county_code = p.county_code and s.pool_no = p.pool_no
join household h on h.id = s.household_id and h.county_code = s.county_code
left join benefit_link l on l.household_id = s.household_id and l.producer_id = g.producer_id and l.county_code = s.county_code
where p.plan_id = any ($1::bigint[])
order by p.plan_id, p.pool_no, s.household_id
