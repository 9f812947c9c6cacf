-- Forgets the faults of an attempt before. $1 upload. Columns: none. Index: import_upload_fault primary key.
delete from import_upload_fault
where upload_id = $1
