-- Writes down what is wrong in an upload's rows. $1 upload, $2 rows, $3 columns ('' = the whole row), $4 messages. Columns: none.
insert into import_upload_fault (upload_id, place, row_no, column_name, message)
select $1::bigint, t.place, t.row_no, t.column_name, t.message
from unnest($2::bigint[], $3::text[], $4::text[]) with ordinality as t (row_no, column_name, message, place)
