-- Remembers that a board could not be made. $1 seconds a step, $2 least group, $3 why. Columns: none. Index: board_making primary key.
update board_making
set began_at = null, failed_at = now(), error = $3::text, tries = tries + 1
where step_s = $1::bigint and min_group = $2::bigint
