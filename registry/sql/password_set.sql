-- Sets an account's password. $1 account, $2 what was derived of it, $3 stamp key. Columns: account_id. Index: password primary key.
insert into password as p (account_id, derived, set_at, stamp)
values ($1::bigint, $2::text, now(),
    row_stamp($3::bytea, record_send(row('password'::text, $1::bigint, $2::text, now()))))
on conflict (account_id) do update
set derived = excluded.derived, set_at = excluded.set_at, stamp = excluded.stamp
returning account_id
