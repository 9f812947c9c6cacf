-- Stamps members of households that were just written. $1 stamp key, $2 households. Columns: none. Index: household_member_no_unique.
update household_member t
set stamp = row_stamp($1::bytea, stamp_bytes(t))
where t.household_id = any ($2::bigint[]) and t.stamp is null
