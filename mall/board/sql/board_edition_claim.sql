-- Locks an edition until the transaction's end, so that one worker makes it. $1 edition, $2 seconds a step, $3 least group.
-- Columns: board ('' = it is to be made). Index: board_edition primary key.
insert into board_edition (edition, step_s, min_group, board)
values ($1::bigint, $2::bigint, $3::bigint, '')
on conflict (edition, step_s, min_group) do update set made_at = now()
returning board
