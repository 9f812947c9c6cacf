-- Gives an account another name. $1 id, $2 name. Columns: none. Index: account primary key.
update account
set display_name = $2
where id = $1
