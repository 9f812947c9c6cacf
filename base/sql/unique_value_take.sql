-- Takes values that may stand only once in the country. $1 kind, $2 values, $3 whose each is. Columns: none. Index: unique_household_no, unique_waybill.
insert into unique_value (kind, value, owner_id)
select $1::text, v.value, v.owner_id
from (select unnest($2::text[]) as value, unnest($3::bigint[]) as owner_id) v
