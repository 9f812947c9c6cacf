-- Takes an account's password away. $1 account. Columns: account_id (no row when there was none). Index: password primary key.
delete from password
where account_id = $1
returning account_id
