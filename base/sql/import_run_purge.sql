-- Deletes runs of a year ago, and their faults with them. $1 at most so many. Columns: none.
delete from import_run
where id in (select id from import_run where ended_at < now() - interval '1 year' limit $1)
