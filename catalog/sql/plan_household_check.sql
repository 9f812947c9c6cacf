-- The first of some households that may not be linked. $1 household ids, $2 county code, $3 producer.
-- Columns: place (in the list, from 1), known (false: not in that county's register), is_confirmed (true: its link to the producer is in doubt). No row = all may.
-- Index: household primary key, benefit_link_unique.
select w.place, h.id is not null as known, coalesce(h.state, '') = 'confirmed' as is_confirmed
from unnest($1::bigint[]) with ordinality as w (household_id, place)
left join household h on h.id = w.household_id and h.county_code = $2
left join benefit_link l on l.household_id = h.id and l.county_code = h.county_code and l.producer_id = $3::bigint
where h.id is null or h.state <> 'confirmed' or coalesce(l.state, 'free') <> 'free'
order by w.place
limit 1
