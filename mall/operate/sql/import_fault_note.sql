-- Writes down what is wrong in an upload's rows. $1 upload, $2 rows, $3 columns ('' = the whole row), $4 messages. Columns: none.
insert into import_upload_fault (upload_id, place, row_no, column_name, message)
select $1::bigint, t.place, t.row_no, t.column_name, t.message
from (select unnest($2::bigint[]) as row_no, unnest($3::text[]) as column_name, unnest($4::text[]) as message,
             generate_subscripts($2::bigint[], 1) as place) t
