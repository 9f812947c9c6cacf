-- Whose fruit is in a lot. $1 lot id, $2 household ids, $3 grams. Columns: none.
insert into lot_supply (lot_id, household_id, weight_g)
select $1::bigint, n.household_id, n.weight_g
from unnest($2::bigint[], $3::bigint[]) as n (household_id, weight_g)
