-- Stamps households as they were just written. $1 stamp key, $2 households. Columns: none. Index: household primary key.
update household t
set stamp = row_stamp($1::bytea, stamp_bytes(t))
where t.id = any ($2::bigint[])
