-- Stamps flags as they stand. $1 stamp key, $2 flags. Columns: none. Index: fraud_flag primary key.
update fraud_flag t
set stamp = row_stamp($1::bytea, stamp_bytes(t))
where t.id = any ($2::bigint[])
