-- Adds the pools of a plan. $1 plan id, $2 pool numbers, $3 kinds, $4 rules, $5 rates. Columns: none.
insert into benefit_pool (plan_id, pool_no, kind, rule, rate)
select $1::bigint, n.pool_no, n.kind, n.rule, n.rate
from unnest($2::bigint[], $3::text[], $4::text[], $5::bigint[]) as n (pool_no, kind, rule, rate)
