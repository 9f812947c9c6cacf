-- Up to which line the next piece goes: some $3 lines behind $2, not through the middle of a village where that can be. $1 run.
-- Columns: line_no (null = there are none), ends_village. Index: household_stage primary key.
select case when count(*) <= $3 then max(line_no)
            else coalesce(max(line_no) filter (where place <= $3 and village_code <> next_village), max(line_no) filter (where place <= $3)) end as line_no,
       count(*) > $3 and count(*) filter (where place <= $3 and village_code <> next_village) > 0 as ends_village
from (select line_no, village_code, row_number() over (order by line_no) as place, lead(village_code) over (order by line_no) as next_village
      from (select line_no, village_code from household_stage where run_id = $1 and line_no > $2 order by line_no limit $3 + 1) piece) lines
