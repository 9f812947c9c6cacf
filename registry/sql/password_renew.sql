-- Holds a password that was just checked until the transaction ends, and keeps what was derived anew of it. $1 account, $2 derived as it was, $3 as it is
-- to be, $4 stamp key. Columns: account_id (no row when it was changed meanwhile). Index: password primary key.
update password
set derived = $3::text,
    stamp = row_stamp($4::bytea, record_send(row('password'::text, account_id, $3::text, set_at)))
where account_id = $1::bigint and derived = $2::text
returning account_id
