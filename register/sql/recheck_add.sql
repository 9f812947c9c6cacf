-- The links of these households are to be judged again. $1 run, $2 after line, $3 to line. Columns: none. Index: household_stage primary key.
insert into register_recheck (household_id, county_code)
select s.household_id, s.county_code
from household_stage s
where s.run_id = $1 and s.line_no > $2 and s.line_no <= $3 and s.what in ('new', 'changed', 'faulty') and s.household_id > 0
  and exists (select 1 from benefit_share b where b.household_id = s.household_id and b.county_code = s.county_code)
on conflict do nothing
