-- Writes sealed fields of accounts anew. $1 ids, $2 phone_sealed as it was, $3 as it is to be, $4 phone_hash. Columns: row. Index: account primary key.
update account t
set phone_sealed = fresh.phone, phone_hash = fresh.phone_hash
from (select unnest($1::bigint[]) as id, unnest($2::bytea[]) as phone_was, unnest($3::bytea[]) as phone, unnest($4::bytea[]) as phone_hash) fresh
where t.id = fresh.id and t.phone_sealed = fresh.phone_was
returning t.id as row
