-- Adds the pools of a plan, numbered from 1. $1 plan id, $2 county code, $3 kinds, $4 rules, $5 rates. Columns: none.
insert into benefit_pool (plan_id, county_code, pool_no, kind, rule, rate)
select $1::bigint, $2::text, n.pool_no, n.kind, n.rule, n.rate
from (select unnest($3::text[]) as kind, unnest($4::text[]) as rule, unnest($5::bigint[]) as rate, generate_subscripts($3::text[], 1) as pool_no) n
