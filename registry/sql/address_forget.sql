-- Forgets an account's address book. $1 account. Columns: none. Index: address_account.
delete from address
where account_id = $1
