-- Members take what a file says. $1 ids, $2 sealed names, $3 relations, $4 fitness for work, $5 stamp key. Columns: none. Index: household_member primary key.
update household_member m
set name_sealed = t.name_sealed, relation = t.relation, labour = t.labour,
    stamp = row_stamp($5::bytea, record_send(row('household_member'::text, m.id, m.county_code, m.household_id, m.member_no, m.sex, t.relation, t.labour)))
from unnest($1::bigint[], $2::bytea[], $3::text[], $4::text[]) as t (id, name_sealed, relation, labour)
where m.id = t.id
