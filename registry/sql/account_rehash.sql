-- Writes an account's phone under the newest key. $1 id, $2 hash of the phone, $3 sealed phone. Columns: none. Index: account primary key.
update account
set phone_hash = $2, phone_sealed = $3
where id = $1
