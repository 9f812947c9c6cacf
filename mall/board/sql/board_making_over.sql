-- A board was made. $1 seconds a step, $2 least group. Columns: none. Index: board_making primary key.
update board_making
set began_at = null, failed_at = null, error = '', tries = 0
where step_s = $1::bigint and min_group = $2::bigint
