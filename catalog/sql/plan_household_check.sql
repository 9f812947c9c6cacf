-- The first of some households that may not be linked. $1 household ids, $2 county code.
-- Columns: place (in the list, from 1), known (false: not in that county's register). No row = all may. Index: household primary key.
select w.place, h.id is not null as known
from unnest($1::bigint[]) with ordinality as w (household_id, place)
left join household h on h.id = w.household_id and h.county_code = $2
where h.id is null or h.state <> 'confirmed'
order by w.place
limit 1
