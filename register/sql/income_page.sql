-- The last of the next households with income. $1 behind which household, $2 at most so many rows of months. Columns: last_id (null = there are none). Index: household_month_key.
select max(m.household_id) as last_id
from (select household_id from household_month where household_id > $1::bigint order by household_id limit $2::bigint) m
