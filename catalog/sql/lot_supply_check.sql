-- The first of some households that is not in a county's register. $1 household ids, $2 county code. Columns: place (in the list, from 1).
-- Index: household primary key.
select w.place
from unnest($1::bigint[]) with ordinality as w (household_id, place)
left join household h on h.id = w.household_id and h.county_code = $2
where h.id is null
order by w.place
limit 1
