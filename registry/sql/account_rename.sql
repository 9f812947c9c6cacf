-- $1 id, $2 name. Primary key.
update account
set display_name = $2
where id = $1
