-- What became of an upload's rows, in their order. $1 upload, $2 place to begin after, $3 limit, $4 outcome ('' = any).
-- Columns: place, row_no, outcome, columns, message. Index: import_upload_row primary key.
select place, row_no, outcome, columns, message
from import_upload_row
where upload_id = $1 and place > $2 and ($4::text = '' or outcome = $4::text)
order by place
limit $3
