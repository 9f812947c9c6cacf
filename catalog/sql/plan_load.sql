-- Pools and shares of plans with the register's state of each household now. $1 plan ids.
-- Columns: plan_id, county_code, pool_no, kind, rule, rate, household_id, weight, village_code, state. Index: primary keys.
select p.plan_id, p.county_code, p.pool_no, p.kind, p.rule, p.rate, s.household_id, s.weight, h.village_code, h.state
from benefit_pool p
join benefit_share s on s.plan_id = p.plan_id and s.county_code = p.county_code and s.pool_no = p.pool_no
join household h on h.id = s.household_id and h.county_code = s.county_code
where p.plan_id = any ($1::bigint[])
order by p.plan_id, p.pool_no, s.household_id
