-- Members of whom the register says something else. $1 run, $2 after line, $3 to line, $4 stamp key. Columns: id.
-- Index: household_stage primary key, household_stage_member primary key, household_member primary key.
update household_member k
set name_sealed = m.name_sealed, name_hash = m.name_hash, phone_sealed = m.phone_sealed, phone_hash = m.phone_hash, relation = m.relation, labour = m.labour,
    stamp = row_stamp($4::bytea, record_send(row('household_member'::text, k.id, k.county_code, k.household_id, k.member_no, k.sex, m.relation, m.labour)))
from household_stage_member m
join household_stage s on s.run_id = m.run_id and s.line_no = m.line_no and s.county_code = m.county_code
where m.run_id = $1 and m.line_no > $2 and m.line_no <= $3 and s.line_no > $2 and s.line_no <= $3 and m.what = 'changed' and s.what = 'changed'
  and k.id = m.member_id and k.county_code = m.county_code
returning k.id
