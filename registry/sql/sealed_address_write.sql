-- Writes sealed fields of addresses anew. $1 ids, $2 name_sealed as it was, $3 as it is to be, $4 phone_sealed as it was, $5 as it is to be, $6 detail_sealed as it was, $7 as it is to be. Columns: row. Index: address primary key.
update address t
set name_sealed = fresh.name, phone_sealed = fresh.phone, detail_sealed = fresh.detail
from (select unnest($1::bigint[]) as id, unnest($2::bytea[]) as name_was, unnest($3::bytea[]) as name, unnest($4::bytea[]) as phone_was,
             unnest($5::bytea[]) as phone, unnest($6::bytea[]) as detail_was, unnest($7::bytea[]) as detail) fresh
where t.id = fresh.id and t.name_sealed = fresh.name_was and t.phone_sealed = fresh.phone_was and t.detail_sealed = fresh.detail_was
returning t.id as row
