-- Writes the stamp key sealed anew. $1 ids, $2 key_sealed as it was, $3 as it is to be. Columns: row. Index: stamp_key primary key.
update stamp_key t
set key_sealed = fresh.key
from (select unnest($1::bigint[]) as id, unnest($2::bytea[]) as key_was, unnest($3::bytea[]) as key) fresh
where t.id = fresh.id and t.key_sealed = fresh.key_was
returning t.id::bigint as row
