-- Takes a second factor away, with its spare codes. $1 account. Columns: account_id. Index: second_factor primary key.
delete from second_factor
where account_id = $1
returning account_id
