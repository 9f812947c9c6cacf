-- Uses a spare code up. $1 account, $2 hash of the code. Columns: account_id (no row when there is none, or it was used). Index: second_spare primary key.
update second_spare
set used_at = now()
where account_id = $1 and code_hash = $2 and used_at is null
returning account_id
