-- Lines whose village the mall does not know become faulty. $1 run. Columns: line_no, household_no.
update household_stage s
set what = 'faulty'
where s.run_id = $1 and s.what in ('new', 'changed')
  and not exists (select 1 from region r where r.code = s.village_code and r.level = 5)
returning s.line_no, s.household_no
