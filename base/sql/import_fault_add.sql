-- Writes down the faults that a run found, in their order. $1 run, $2 files, $3 rows, $4 columns ('' = the whole row), $5 what is wrong.
-- Columns: none.
insert into import_fault (run_id, place, file, row_no, column_name, message)
select $1::bigint, t.place, t.file, t.row_no, t.column_name, t.message
from (select unnest($2::text[]) as file, unnest($3::bigint[]) as row_no, unnest($4::text[]) as column_name, unnest($5::text[]) as message,
             generate_subscripts($2::text[], 1) as place) t
