-- Faults of an upload in the order of its rows. $1 upload, $2 place to begin after, $3 limit. Columns: place, row_no, column_name, message.
-- Index: import_upload_fault primary key.
select place, row_no, column_name, message
from import_upload_fault
where upload_id = $1 and place > $2
order by place
limit $3
