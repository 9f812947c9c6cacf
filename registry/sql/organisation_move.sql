-- Moves an organisation from one state to another. $1 id, $2 from, $3 to. Columns: id (no row when it is not in that state). Index: organisation primary key.
update organisation
set state = $3
where id = $1 and state = $2
returning id
