-- A household's phone as it was corrected. $1 household, $2 sealed, $3 hash. Columns: none. Index: household primary key.
update household
set phone_sealed = $2::bytea, phone_hash = $3::bytea
where id = $1
