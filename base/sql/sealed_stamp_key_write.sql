-- Writes the stamp key sealed anew. $1 ids, $2 key_sealed as it was, $3 as it is to be. Columns: row. Index: stamp_key primary key.
update stamp_key t
set key_sealed = fresh.key
from unnest($1::bigint[], $2::bytea[], $3::bytea[]) as fresh (id, key_was, key)
where t.id = fresh.id and t.key_sealed = fresh.key_was
returning t.id::bigint as row
