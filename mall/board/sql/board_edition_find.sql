-- The board of an edition, or of a later one that a worker with a faster clock has made. $1 edition, $2 seconds a step, $3 least group. Columns: board.
-- Index: board_edition primary key.
select board
from board_edition
where edition >= $1 and step_s = $2 and min_group = $3 and board <> ''
order by edition desc
limit 1
