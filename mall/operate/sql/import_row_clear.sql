-- Forgets what became of rows in an attempt before. $1 upload. Columns: none. Index: import_upload_row primary key.
delete from import_upload_row
where upload_id = $1
