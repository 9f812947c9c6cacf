-- Adds the shares of a plan. $1 plan id, $2 county code, $3 pool numbers, $4 household ids, $5 weights. Columns: none.
insert into benefit_share (plan_id, county_code, pool_no, household_id, weight)
select $1::bigint, $2::text, n.pool_no, n.household_id, n.weight
from unnest($3::bigint[], $4::bigint[], $5::bigint[]) as n (pool_no, household_id, weight)
