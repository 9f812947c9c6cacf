-- Writes hashes of codes on paper anew. $1 ids, $2 code_hash as it was, $3 as it is to be. Columns: row. Index: paper_code primary key.
update paper_code t
set code_hash = fresh.code_hash
from (select unnest($1::bigint[]) as id, unnest($2::bytea[]) as code_hash_was, unnest($3::bytea[]) as code_hash) fresh
where t.id = fresh.id and t.code_hash = fresh.code_hash_was
returning t.id as row
