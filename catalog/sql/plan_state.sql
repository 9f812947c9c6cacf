-- Which households are not as remembered: confirmed, and living in that village. $1 households, $2 their counties, $3 their villages.
-- Columns: position (from 1), village_code, state. Index: household primary key.
select n.position, h.village_code, h.state
from (select unnest($1::bigint[]) as household_id, unnest($2::text[]) as county_code, unnest($3::text[]) as village_code,
             generate_subscripts($1::bigint[], 1) as position) n
cross join lateral (select r.village_code, r.state from household r where r.id = n.household_id and r.county_code = n.county_code offset 0) h
where h.state <> 'confirmed' or h.village_code is distinct from n.village_code
