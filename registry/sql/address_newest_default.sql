-- Makes the newest address the default when there is none. $1 account. Columns: none. Index: address_account.
update address
set is_default = true
where id = (select max(id) from address where account_id = $1)
    and not exists (select from address where account_id = $1 and is_default)
