-- Begins to make a board of some settings, unless somebody is making one; who has not come to an end after a while has died. $1 seconds a step, $2 least group, $3 seconds of that while.
-- Columns: tries (no row: somebody is making one). Index: board_making primary key.
insert into board_making as m (step_s, min_group, began_at)
values ($1::bigint, $2::bigint, now())
on conflict (step_s, min_group) do update set began_at = now()
where m.began_at is null or m.began_at < now() - $3::bigint * interval '1 second'
returning m.tries
