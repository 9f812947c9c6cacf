-- Writes sealed fields of households anew. $1 ids, $2 phone_sealed as it was, $3 as it is to be, $4 phone_hash, $5 bank_sealed as it was, $6 as it is to be, $7 bank_hash. Columns: row. Index: household primary key.
update household t
set phone_sealed = fresh.phone, phone_hash = fresh.phone_hash, bank_sealed = fresh.bank, bank_hash = fresh.bank_hash
from (select unnest($1::bigint[]) as id, unnest($2::bytea[]) as phone_was, unnest($3::bytea[]) as phone, unnest($4::bytea[]) as phone_hash,
             unnest($5::bytea[]) as bank_was, unnest($6::bytea[]) as bank, unnest($7::bytea[]) as bank_hash) fresh
where t.id = fresh.id and t.phone_sealed is not distinct from fresh.phone_was and t.bank_sealed is not distinct from fresh.bank_was
returning t.id as row
