-- Writes sealed fields of households anew. $1 ids, $2 phone_sealed as it was, $3 as it is to be, $4 phone_hash, $5 bank_sealed as it was, $6 as it is to be, $7 bank_hash. Columns: row. Index: household primary key.
update household t
set phone_sealed = fresh.phone, phone_hash = fresh.phone_hash, bank_sealed = fresh.bank, bank_hash = fresh.bank_hash
from unnest($1::bigint[], $2::bytea[], $3::bytea[], $4::bytea[], $5::bytea[], $6::bytea[], $7::bytea[]) as fresh (id, phone_was, phone, phone_hash, bank_was, bank, bank_hash)
where t.id = fresh.id and t.phone_sealed is not distinct from fresh.phone_was and t.bank_sealed is not distinct from fresh.bank_was
returning t.id as row
