-- Forgets workers that were not heard of for a day. $1 at most so many. Columns: none. Index: worker_beat primary key.
delete from worker_beat
where (node, number) in (select node, number from worker_beat where beat_at < now() - interval '1 day' limit $1)
