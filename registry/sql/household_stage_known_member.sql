-- Members of households as they stand. $1 households. Columns: household_id, id, member_no, id_hex (hash of the identity number as hexadecimal text), name_sealed, relation,
-- labour, phone_sealed (null = it is not known yet). Index: household_member_no_unique.
select household_id, id, member_no, encode(id_number_hash, 'hex') as id_hex, name_sealed, relation, labour, phone_sealed
from household_member
where household_id = any ($1::bigint[])
