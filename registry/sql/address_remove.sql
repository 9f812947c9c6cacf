-- Takes an address out of the book. $1 id, $2 account. Columns: address_id. No row when it is not theirs. Index: address primary key.
delete from address
where id = $1 and account_id = $2
returning id as address_id
