-- Deletes editions of the board that are a month old. $1 at most so many. Few rows: one a day. Columns: none.
delete from board_edition
where (edition, step_s, min_group) in (select edition, step_s, min_group from board_edition where made_at < now() - interval '31 days' limit $1)
