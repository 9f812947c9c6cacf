-- Which households are not as remembered: confirmed, living in that village, and their link to the producer free. $1 households, $2 their counties, $3 their villages,
-- $4 the producer of each. Columns: position (from 1), village_code, state, link_state. Index: household primary key, benefit_link_held.
with held as (
    select l.household_id, l.county_code, l.producer_id, l.state
    from benefit_link l
    where l.producer_id = any ($4::bigint[]) and l.state <> 'free'
)
select n.position, h.village_code, h.state,
    coalesce((select d.state from held d where d.household_id = n.household_id and d.producer_id = n.producer_id and d.county_code = n.county_code), 'free') as link_state
from (select unnest($1::bigint[]) as household_id, unnest($2::text[]) as county_code, unnest($3::text[]) as village_code, unnest($4::bigint[]) as producer_id,
             generate_subscripts($1::bigint[], 1) as position) n
cross join lateral (select r.village_code, r.state from household r where r.id = n.household_id and r.county_code = n.county_code offset 0) h
where h.state <> 'confirmed' or h.village_code is distinct from n.village_code
   or exists (select 1 from held d where d.household_id = n.household_id and d.producer_id = n.producer_id and d.county_code = n.county_code)
