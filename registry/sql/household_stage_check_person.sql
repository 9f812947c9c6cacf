-- Lines with a person who stands in another household of the county as well - in another line, or in a household that stays as it is - become faulty; of another county household_double.h
-- tells. $1 run. Columns: line_no, household_no.
with twice as (
    select m.line_no, m.county_code
    from (select line_no, county_code, count(*) over (partition by id_number_hash, county_code) as times from household_stage_member where run_id = $1) m
    where m.times > 1
    union
    select m.line_no, m.county_code
    from household_stage_member m
    join household_member k on k.id_number_hash = m.id_number_hash and k.county_code = m.county_code and k.household_id <> m.household_id
    join household_stage s on s.run_id = $1 and s.household_id = k.household_id and s.county_code = k.county_code and s.what in ('same', 'newer', 'faulty')
    where m.run_id = $1
)
update household_stage s
set what = 'faulty'
from twice t
where s.run_id = $1 and s.line_no = t.line_no and s.county_code = t.county_code and s.what in ('new', 'changed')
returning s.line_no, s.household_no
