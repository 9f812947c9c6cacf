-- Writes down what became of rows. $1 upload, $2 rows, $3 outcomes, $4 columns that changed, $5 messages of notices. Columns: none.
insert into import_upload_row (upload_id, place, row_no, outcome, columns, message)
select $1::bigint, t.place, t.row_no, t.outcome, t.columns, t.message
from (select unnest($2::bigint[]) as row_no, unnest($3::text[]) as outcome, unnest($4::text[]) as columns, unnest($5::text[]) as message,
             generate_subscripts($2::bigint[], 1) as place) t
