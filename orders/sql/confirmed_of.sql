-- Which of these households the register confirms now. $1 households, $2 county. Columns: household_id. Index: household primary key.
select h.id as household_id
from household h
where h.id = any ($1::bigint[]) and h.county_code = $2::text and h.state = 'confirmed'
order by h.id
