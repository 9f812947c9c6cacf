-- Adds the shares of a plan. $1 plan id, $2 pool numbers, $3 household ids, $4 weights. Columns: none.
insert into benefit_share (plan_id, pool_no, household_id, weight)
select $1::bigint, n.pool_no, n.household_id, n.weight
from unnest($2::bigint[], $3::bigint[], $4::bigint[]) as n (pool_no, household_id, weight)
