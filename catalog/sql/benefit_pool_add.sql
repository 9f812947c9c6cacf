-- Adds the pools of a plan, numbered from 1. $1 plan id, $2 kinds, $3 rules, $4 rates. Columns: none.
insert into benefit_pool (plan_id, pool_no, kind, rule, rate)
select $1::bigint, n.pool_no, n.kind, n.rule, n.rate
from unnest($2::text[], $3::text[], $4::bigint[]) with ordinality as n (kind, rule, rate, pool_no)
