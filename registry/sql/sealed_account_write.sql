-- Writes sealed fields of accounts anew. $1 ids, $2 phone_sealed as it was, $3 as it is to be, $4 phone_hash. Columns: row. Index: account primary key.
update account t
set phone_sealed = fresh.phone, phone_hash = fresh.phone_hash
from unnest($1::bigint[], $2::bytea[], $3::bytea[], $4::bytea[]) as fresh (id, phone_was, phone, phone_hash)
where t.id = fresh.id and t.phone_sealed = fresh.phone_was
returning t.id as row
