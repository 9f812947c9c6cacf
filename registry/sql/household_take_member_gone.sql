-- Members that are not in their household any more, and those who come into one from another of the county, leave the list. $1 run, $2 after line, $3 to line. Columns: id.
-- Index: household_stage primary key, household_stage_member primary key, household_member_no_unique, household_member_id_unique.
with lines as (
    select line_no, household_id, county_code, what
    from household_stage
    where run_id = $1 and line_no > $2 and line_no <= $3 and what in ('new', 'changed') and state = 'registered'
), staged as (
    select m.line_no, m.member_id, m.household_id, m.county_code, m.id_number_hash
    from household_stage_member m
    join lines l on l.line_no = m.line_no and l.county_code = m.county_code
    where m.run_id = $1 and m.line_no > $2 and m.line_no <= $3
), gone as (
    select m.id, m.county_code
    from lines l
    join household_member m on m.household_id = l.household_id and m.county_code = l.county_code
    where l.what = 'changed' and not exists (select 1 from staged s where s.line_no = l.line_no and s.member_id = m.id and s.county_code = l.county_code)
    union all
    select m.id, m.county_code from staged s join household_member m on m.id_number_hash = s.id_number_hash and m.county_code = s.county_code and m.household_id <> s.household_id
)
delete from household_member k
using gone g
where k.id = g.id and k.county_code = g.county_code
returning k.id
