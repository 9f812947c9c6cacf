-- Sealed fields of members of households as they stand, in order. $1 household and $3 member to begin after, $2 limit. Index: household_member_no_unique.
-- Binary columns: row, part, name_sealed, name_hash, id_number_sealed, id_number_hash, phone_sealed, phone_hash.
select household_id as row, member_no::bigint as part, name_sealed, name_hash, id_number_sealed, id_number_hash, phone_sealed, phone_hash
from household_member
where (household_id, member_no) > ($1::bigint, $3::bigint::int)
order by household_id, member_no
limit $2
