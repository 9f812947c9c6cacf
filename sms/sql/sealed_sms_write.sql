-- Writes sealed fields of text messages anew. $1 ids, $2 phone_sealed as it was, $3 as it is to be, $4 phone_hash, $5 values_sealed as it was, $6 as it is to be. Columns: row. Index: sms_message primary key.
update sms_message t
set phone_sealed = fresh.phone, phone_hash = fresh.phone_hash, values_sealed = fresh.filled
from (select unnest($1::bigint[]) as id, unnest($2::bytea[]) as phone_was, unnest($3::bytea[]) as phone, unnest($4::bytea[]) as phone_hash,
             unnest($5::bytea[]) as filled_was, unnest($6::bytea[]) as filled) fresh
where t.id = fresh.id and t.phone_sealed = fresh.phone_was and t.values_sealed = fresh.filled_was
returning t.id as row
