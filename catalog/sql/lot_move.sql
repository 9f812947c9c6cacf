-- Moves a lot from one state to another; closed out of a hold it is recalled for good. Its row is locked. $1 lot id, $2 from, $3 to. Columns: none.
-- Index: lot primary key.
update lot set state = $3, recalled = recalled or ($2 = 'held' and $3 = 'closed') where id = $1 and state = $2
