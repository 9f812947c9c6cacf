-- The member of an identity number in a village, and whether their household has that phone. $1 hashes of the number, $2 village, $3 hashes of the phone. Columns:
-- household_id, member_no, _name (sealed), same_phone. Index: household_member_id_unique, household primary key.
select h.id as household_id, m.member_no::bigint as member_no, m.name_sealed as _name, coalesce(h.phone_hash = any ($3::bytea[]), false) as same_phone
from household_member m
join household h on h.id = m.household_id and h.county_code = m.county_code
where m.id_number_hash = any ($1::bytea[]) and h.village_code = $2 and h.state <> 'removed'
limit 1
