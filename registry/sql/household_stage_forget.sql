-- Takes staged lines away. $1 run, $2 up to which line. Columns: none. Index: household_stage primary key, household_stage_member primary key.
with members as (delete from household_stage_member where run_id = $1 and line_no <= $2)
delete from household_stage where run_id = $1 and line_no <= $2
