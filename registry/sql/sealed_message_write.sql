-- Writes sealed fields of messages anew. $1 ids, $2 phone_sealed as it was, $3 as it is to be, $4 phone_hash, $5 text_sealed as it was, $6 as it is to be. Columns: row. Index: message primary key.
update message t
set phone_sealed = fresh.phone, phone_hash = fresh.phone_hash, text_sealed = fresh.text
from unnest($1::bigint[], $2::bytea[], $3::bytea[], $4::bytea[], $5::bytea[], $6::bytea[]) as fresh (id, phone_was, phone, phone_hash, text_was, text)
where t.id = fresh.id and t.phone_sealed = fresh.phone_was and t.text_sealed = fresh.text_was
returning t.id as row
