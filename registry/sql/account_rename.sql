-- $1 id, $2 name. Primary key.
-- Columns: none.
update account
set display_name = $2
where id = $1
