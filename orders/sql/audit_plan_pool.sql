-- The pools of plans. $1 plans. Binary columns: plan_id, county_code, pool_no, rule, rate. Index: benefit_pool primary key.
select p.plan_id, p.county_code, p.pool_no, p.rule, p.rate
from benefit_pool p
where p.plan_id = any ($1::bigint[])
order by p.plan_id, p.pool_no
