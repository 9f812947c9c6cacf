-- Lines whose household stood in an earlier one become faulty. $1 run. Columns: line_no, household_no.
update household_stage s
set what = 'faulty'
from (select line_no, county_code, row_number() over (partition by household_no order by line_no) as place from household_stage where run_id = $1) n
where s.run_id = $1 and n.line_no = s.line_no and n.county_code = s.county_code and n.place > 1 and s.what <> 'faulty'
returning s.line_no, s.household_no
