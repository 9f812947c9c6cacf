-- Deletes jobs that were done 30 days ago; failed ones stay for an operator. $1 at most so many. Columns: none.
delete from job
where id in (select id from job where state = 'done' and finished_at < now() - interval '30 days' limit $1)
