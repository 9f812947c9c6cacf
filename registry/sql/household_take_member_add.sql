-- New members. $1 run, $2 after line, $3 to line, $4 stamp key. Columns: none. Index: household_stage primary key, household_stage_member primary key.
insert into household_member (id, county_code, household_id, member_no, name_sealed, name_hash, id_number_sealed, id_number_hash, phone_sealed, phone_hash, sex, relation, labour, stamp)
select m.member_id, m.county_code, m.household_id, m.member_no, m.name_sealed, m.name_hash, m.id_number_sealed, m.id_number_hash, m.phone_sealed, m.phone_hash, m.sex, m.relation, m.labour,
       row_stamp($4::bytea, record_send(row('household_member'::text, m.member_id, m.county_code, m.household_id, m.member_no, m.sex, m.relation, m.labour)))
from household_stage_member m
join household_stage s on s.run_id = m.run_id and s.line_no = m.line_no and s.county_code = m.county_code
where m.run_id = $1 and m.line_no > $2 and m.line_no <= $3 and s.line_no > $2 and s.line_no <= $3 and m.what = 'new' and s.what in ('new', 'changed')
