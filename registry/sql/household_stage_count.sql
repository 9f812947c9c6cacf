-- How much of a run is staged. $1 run. Columns: households. Index: household_stage primary key.
select count(*) as households from household_stage where run_id = $1
