-- Deletes what is known of exports after 90 days. $1 at most so many. Columns: none. Index: export_run primary key.
delete from export_run
where id in (select id from export_run where created_at < now() - interval '90 days' limit $1)
