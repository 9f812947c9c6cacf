-- Deletes what is known of uploads after a year, and their faults with them. $1 at most so many. Columns: none. Index: import_upload primary key.
delete from import_upload
where id in (select id from import_upload where created_at < now() - interval '1 year' limit $1)
