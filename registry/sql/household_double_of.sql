-- The same of some households, by their numbers, wherever these are. $1 household numbers. Columns: later_id, later_county, later_no, earlier_id, earlier_county, earlier_no.
-- Index: household_no_unique, household_member_no_unique, household_member_id_unique, household primary key, household_double primary key.
with pair as (
    select h.id, h.county_code, m.member_no, g.id as other_id, g.county_code as other_county_code, k.member_no as other_no
    from household h
    join household_member m on m.household_id = h.id and m.county_code = h.county_code
    join household_member k on k.id_number_hash = m.id_number_hash and k.county_code <> m.county_code
    join household g on g.id = k.household_id and g.county_code = k.county_code
    where h.household_no = any ($1::text[]) and coalesce(h.state, '') = 'confirmed' and coalesce(g.state, '') = 'confirmed'
        and not exists (select 1 from household_double d where d.household_id = h.id and d.other_household_id = g.id and d.county_code = h.county_code)
)
select greatest(p.id, p.other_id) as later_id, max(case when p.id > p.other_id then p.county_code else p.other_county_code end) as later_county,
    min(case when p.id > p.other_id then p.member_no else p.other_no end) as later_no, least(p.id, p.other_id) as earlier_id,
    max(case when p.id > p.other_id then p.other_county_code else p.county_code end) as earlier_county, min(case when p.id > p.other_id then p.other_no else p.member_no end) as earlier_no
from pair p
group by 1, 4
order by 1, 4
