-- Stamps organisations that were just written. $1 stamp key, $2 organisations. Columns: none. Index: organisation primary key.
update organisation t
set stamp = row_stamp($1::bytea, stamp_bytes(t))
where t.id = any ($2::bigint[])
