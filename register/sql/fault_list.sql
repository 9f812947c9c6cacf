-- What is wrong in a run (0 = in changes), as it was found. $1 run, $2 behind which, $3 at most. Columns: fault_id, line_no, household_no, field, message, found_at.
-- Index: register_fault_run.
select id as fault_id, line_no, household_no, field, message, found_at
from register_fault
where run_id = $1 and id > $2
order by id
limit $3
