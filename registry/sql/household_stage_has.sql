-- Whether a line of a run is staged. $1 run, $2 line. Columns: line_no (no row when not). Index: household_stage primary key.
select line_no from household_stage where run_id = $1 and line_no = $2
