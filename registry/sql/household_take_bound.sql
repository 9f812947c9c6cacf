-- Up to which line the next piece goes: some $3 lines behind $2, not through the middle of a village where that can be. $1 run, $4 the last line of all.
-- Columns: line_no (null = there are none), is_staged (the last line is there: a crash of the server takes all away). Index: household_stage primary key.
select case when count(*) <= $3 then max(line_no)
            else coalesce(max(line_no) filter (where place <= $3 and village_code <> next_village), max(line_no) filter (where place <= $3)) end as line_no,
       exists (select 1 from household_stage where run_id = $1 and line_no = $4) as is_staged
from (select line_no, village_code, row_number() over (order by line_no) as place, lead(village_code) over (order by line_no) as next_village
      from (select line_no, village_code from household_stage where run_id = $1 and line_no > $2 order by line_no limit $3 + 1) piece) lines
