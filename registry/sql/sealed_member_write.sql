-- Writes sealed fields of members of households anew. $1 households, $2 members, $3 name_sealed as it was, $4 as it is to be, $5 name_hash, $6 id_number_sealed as it was, $7 as it is
-- to be, $8 id_number_hash, $9 phone_sealed as it was, $10 as it is to be, $11 phone_hash. Columns: row. Index: household_member_no_unique.
update household_member t
set name_sealed = fresh.name, name_hash = fresh.name_hash, id_number_sealed = fresh.id_number, id_number_hash = fresh.id_number_hash, phone_sealed = fresh.phone, phone_hash = fresh.phone_hash
from (select unnest($1::bigint[]) as household_id, unnest($2::bigint[]) as member_no, unnest($3::bytea[]) as name_was, unnest($4::bytea[]) as name, unnest($5::bytea[]) as name_hash,
             unnest($6::bytea[]) as id_number_was, unnest($7::bytea[]) as id_number, unnest($8::bytea[]) as id_number_hash, unnest($9::bytea[]) as phone_was, unnest($10::bytea[]) as phone,
             unnest($11::bytea[]) as phone_hash) fresh
where t.household_id = fresh.household_id and t.member_no = fresh.member_no and t.name_sealed = fresh.name_was and t.id_number_sealed = fresh.id_number_was
    and t.phone_sealed is not distinct from fresh.phone_was
returning t.household_id as row
