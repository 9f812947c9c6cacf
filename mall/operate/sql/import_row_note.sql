-- Writes down what became of rows. $1 upload, $2 rows, $3 outcomes, $4 columns that changed, $5 messages of notices. Columns: none.
insert into import_upload_row (upload_id, place, row_no, outcome, columns, message)
select $1::bigint, t.place, t.row_no, t.outcome, t.columns, t.message
from unnest($2::bigint[], $3::text[], $4::text[], $5::text[]) with ordinality as t (row_no, outcome, columns, message, place)
