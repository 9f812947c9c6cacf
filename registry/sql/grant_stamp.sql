-- Stamps roles as they were just given or taken back. $1 stamp key, $2 grants. Columns: none. Index: role_grant primary key.
update role_grant t
set stamp = row_stamp($1::bytea, stamp_bytes(t))
where t.id = any ($2::bigint[])
