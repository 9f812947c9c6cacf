-- Seals the key of a purpose's codes anew. $1 purpose, $2 number of its master, $3 sealed. Columns: none. Index: code_key primary key.
update code_key
set secret_sealed = $3::bytea
where purpose = $1 and key_id = $2::bigint::smallint
