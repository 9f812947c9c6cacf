-- Keeps a board as its edition. $1 edition, $2 seconds a step, $3 least group, $4 board as JSON. Columns: none. Index: board_edition primary key.
update board_edition
set board = $4
where edition = $1 and step_s = $2 and min_group = $3
