-- Whose fruit is in a lot. $1 lot id, $2 county code, $3 household ids, $4 grams. Columns: none.
insert into lot_supply (lot_id, county_code, household_id, weight_g)
select $1::bigint, $2::text, n.household_id, n.weight_g
from (select unnest($3::bigint[]) as household_id, unnest($4::bigint[]) as weight_g) n
