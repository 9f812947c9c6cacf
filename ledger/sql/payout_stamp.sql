-- Stamps lines as they stand. $1 stamp key, $2 lines. Columns: none. Index: payout primary key.
update payout t
set stamp = row_stamp($1::bytea, stamp_bytes(t))
where t.id = any ($2::bigint[])
