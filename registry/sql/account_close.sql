-- Forgets who an account was: what it made stays under its number. $1 account, $2 hash and $3 sealed text that stand for the phone. Columns: none. Index:
-- account primary key.
update account
set phone_hash = $2, phone_sealed = $3, display_name = '', state = 'erased'
where id = $1
