-- Moves a household from one state to another. $1 id, $2 from, $3 to. Columns: id (no row when it is not in that state). Index: household primary key.
update household
set state = $3
where id = $1 and state = $2
returning id
