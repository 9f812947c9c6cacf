-- A member's name as it was corrected. $1 household, $2 member, $3 sealed, $4 hash. Columns: none. Index: household_member_no_unique.
update household_member
set name_sealed = $3::bytea, name_hash = $4::bytea
where household_id = $1 and member_no = $2::integer
