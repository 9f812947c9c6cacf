-- $1 id, $2 from, $3 to. No row when it is not in that state. Primary key.
-- Columns: id.
update household
set state = $3
where id = $1 and state = $2
returning id
