-- $1 id, $2 from, $3 to. Column: id, no row when it is not in that state. Primary key.
update organisation
set state = $3
where id = $1 and state = $2
returning id
