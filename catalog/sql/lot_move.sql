-- Moves a lot from one state to another; its row is locked. $1 lot id, $2 from, $3 to. Index: lot primary key.
-- Columns: none.
update lot set state = $3 where id = $1 and state = $2
