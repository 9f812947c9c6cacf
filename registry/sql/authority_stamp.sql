-- Stamps an authority that was just written. $1 stamp key, $2 id. Columns: none. Index: proxy_authority primary key.
update proxy_authority t
set stamp = row_stamp($1::bytea, stamp_bytes(t))
where t.id = $2
