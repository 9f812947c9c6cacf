-- $1 ids, $2 households, $3 member numbers, $4 sealed names, $5 sealed identity numbers, $6 their hashes, $7 sexes, $8 relations, $9 labour.
-- Columns: none.
insert into household_member (id, household_id, member_no, name_sealed, id_number_sealed, id_number_hash, sex, relation, labour)
select id, household_id, member_no, name_sealed, id_number_sealed, id_number_hash, sex, relation, labour
from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bytea[], $5::bytea[], $6::bytea[], $7::text[], $8::text[], $9::text[])
    as t (id, household_id, member_no, name_sealed, id_number_sealed, id_number_hash, sex, relation, labour)
