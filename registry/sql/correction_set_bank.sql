-- A household's bank account as it was corrected. $1 household, $2 sealed, $3 hash. Columns: none. Index: household primary key.
update household
set bank_sealed = $2::bytea, bank_hash = $3::bytea
where id = $1
