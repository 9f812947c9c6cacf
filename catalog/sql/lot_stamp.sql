-- Stamps lots that were just written, with their suppliers. $1 stamp key, $2 lots. Columns: none. Index: lot primary key.
update lot t set stamp = row_stamp($1::bytea, stamp_bytes(t))
where t.id = any ($2::bigint[]) and t.stamp is null
