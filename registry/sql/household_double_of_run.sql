-- Households that count and, by what a run has taken over, have a person in common with one that counts in another county, where that is not known yet. $1 run, $2 at most. Once for a run, over the members of
-- what it changed, each looked up in the index alone, in whatever county the others are. Columns: later_id, later_county, later_no, earlier_id, earlier_county, earlier_no.
-- Index: household_stage primary key, household_member_id_unique, household primary key, household_double primary key.
with twice as materialized (
    select t.household_id, t.county_code, t.id_number_hash, k.county_code as other_county_code
    from household_stage s
    join household_stage_member t on t.run_id = s.run_id and t.line_no = s.line_no and t.county_code = s.county_code
    join household_member k on k.id_number_hash = t.id_number_hash and k.county_code <> t.county_code
    where s.run_id = $1::bigint and t.run_id = $1::bigint and s.what in ('new', 'changed')
), pair as (
    select h.id, h.county_code, m.member_no, g.id as other_id, g.county_code as other_county_code, k.member_no as other_no
    from twice w
    join household_member m on m.id_number_hash = w.id_number_hash and m.county_code = w.county_code and m.household_id = w.household_id
    join household h on h.id = m.household_id and h.county_code = m.county_code and h.state = 'confirmed'
    join household_member k on k.id_number_hash = w.id_number_hash and k.county_code = w.other_county_code
    join household g on g.id = k.household_id and g.county_code = k.county_code and g.state = 'confirmed'
    where not exists (select 1 from household_double d where d.household_id = h.id and d.other_household_id = g.id and d.county_code = h.county_code)
)
select greatest(p.id, p.other_id) as later_id, max(case when p.id > p.other_id then p.county_code else p.other_county_code end) as later_county,
    min(case when p.id > p.other_id then p.member_no else p.other_no end) as later_no, least(p.id, p.other_id) as earlier_id,
    max(case when p.id > p.other_id then p.other_county_code else p.county_code end) as earlier_county, min(case when p.id > p.other_id then p.other_no else p.member_no end) as earlier_no
from pair p
group by 1, 4
order by 1, 4
limit $2
