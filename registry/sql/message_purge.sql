-- Deletes messages after 30 days. $1 at most so many. Columns: none.
delete from message
where id in (select id from message where created_at < now() - interval '30 days' limit $1)
