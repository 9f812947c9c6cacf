-- Members take what a file says. $1 ids, $2 sealed names, $3 their hashes, $4 relations, $5 fitness for work, $6 stamp key. Columns: none. Index: household_member primary key.
update household_member m
set name_sealed = t.name_sealed, name_hash = t.name_hash, relation = t.relation, labour = t.labour,
    stamp = row_stamp($6::bytea, record_send(row('household_member'::text, m.id, m.county_code, m.household_id, m.member_no, m.sex, t.relation, t.labour)))
from (select unnest($1::bigint[]) as id, unnest($2::bytea[]) as name_sealed, unnest($3::bytea[]) as name_hash, unnest($4::text[]) as relation, unnest($5::text[]) as labour) t
where m.id = t.id
