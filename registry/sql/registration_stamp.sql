-- Stamps a registration that was just written. $1 stamp key, $2 id. Columns: none. Index: registration primary key.
update registration t
set stamp = row_stamp($1::bytea, stamp_bytes(t))
where t.id = $2
