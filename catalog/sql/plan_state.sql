-- Which households are not as remembered: confirmed, and living in that village. $1 households, $2 their counties, $3 their villages.
-- Columns: position (from 1), village_code, state. Index: household primary key.
select n.position, h.village_code, h.state
from unnest($1::bigint[], $2::text[], $3::text[]) with ordinality as n (household_id, county_code, village_code, position)
cross join lateral (select r.village_code, r.state from household r where r.id = n.household_id and r.county_code = n.county_code offset 0) h
where h.state <> 'confirmed' or h.village_code is distinct from n.village_code
