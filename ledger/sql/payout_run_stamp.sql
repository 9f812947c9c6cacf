-- Stamps a run as it stands. $1 stamp key, $2 run. Columns: none. Index: payout_run primary key.
update payout_run t
set stamp = row_stamp($1::bytea, stamp_bytes(t))
where t.id = $2::bigint
