-- Writes down the faults that a run found, in their order. $1 run, $2 files, $3 rows, $4 columns ('' = the whole row), $5 what is wrong.
-- Columns: none.
insert into import_fault (run_id, place, file, row_no, column_name, message)
select $1::bigint, t.place, t.file, t.row_no, t.column_name, t.message
from unnest($2::text[], $3::bigint[], $4::text[], $5::text[]) with ordinality as t (file, row_no, column_name, message, place)
