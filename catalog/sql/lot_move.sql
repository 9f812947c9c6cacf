-- Moves a lot from one state to another; its row is locked. $1 lot id, $2 from, $3 to. Columns: none. Index: lot primary key.
update lot set state = $3 where id = $1 and state = $2
