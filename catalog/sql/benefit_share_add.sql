-- Adds the shares of a plan. $1 plan id, $2 county code, $3 pool numbers, $4 household ids, $5 weights. Columns: none.
insert into benefit_share (plan_id, county_code, pool_no, household_id, weight)
select $1::bigint, $2::text, n.pool_no, n.household_id, n.weight
from (select unnest($3::bigint[]) as pool_no, unnest($4::bigint[]) as household_id, unnest($5::bigint[]) as weight) n
