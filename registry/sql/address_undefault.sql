-- Makes none the default but one. $1 account, $2 the address that is to be it (0 = none). Columns: none. Index: address_default.
update address
set is_default = false
where account_id = $1 and is_default and id <> $2::bigint
