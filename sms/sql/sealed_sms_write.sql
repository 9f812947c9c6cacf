-- Writes sealed fields of text messages anew. $1 ids, $2 phone_sealed as it was, $3 as it is to be, $4 phone_hash, $5 values_sealed as it was, $6 as it is to be. Columns: row. Index: sms_message primary key.
update sms_message t
set phone_sealed = fresh.phone, phone_hash = fresh.phone_hash, values_sealed = fresh.filled
from unnest($1::bigint[], $2::bytea[], $3::bytea[], $4::bytea[], $5::bytea[], $6::bytea[]) as fresh (id, phone_was, phone, phone_hash, filled_was, filled)
where t.id = fresh.id and t.phone_sealed = fresh.phone_was and t.values_sealed = fresh.filled_was
returning t.id as row
