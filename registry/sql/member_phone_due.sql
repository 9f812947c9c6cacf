-- Members whose phones are not known to be known, with what the register says of their household. $1 limit. Columns: id, household_id, member_no, id_number_sealed, version_id (0 = it never
-- told), facts_sealed. Index: household_member_phone_due, household_version_now.
select m.id, m.household_id, m.member_no::bigint as member_no, m.id_number_sealed, coalesce(v.id, 0) as version_id, v.facts_sealed
from (select id, household_id, county_code, member_no, id_number_sealed from household_member where phone_sealed is null order by id limit $1::bigint) m
left join household_version v on v.household_id = m.household_id and v.county_code = m.county_code and v.valid_to is null
