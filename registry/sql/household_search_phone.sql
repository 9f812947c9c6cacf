-- Households of a phone in a region of a county: their own with their heads, and a member's own. $1 county, $2 hashes of the phone, $3 what the village's code begins with, $4 limit.
-- Columns: household_id, household_no, pseudonym, village_code, family_type, state, member_no, relation, _name (sealed).
-- Index: household_phone, household_member_no_unique, household_member_phone, household primary key.
select h.id as household_id, h.household_no, h.pseudonym, h.village_code, h.family_type, h.state, m.member_no, m.relation, m.name_sealed as _name
from household h
join household_member m on m.household_id = h.id and m.county_code = h.county_code and m.relation = '户主'
where h.county_code = $1 and h.phone_hash = any ($2::bytea[])
    and starts_with(h.village_code, $3)
union
select h.id, h.household_no, h.pseudonym, h.village_code, h.family_type, h.state, m.member_no, m.relation, m.name_sealed
from household_member m
join household h on h.id = m.household_id and h.county_code = m.county_code
where m.county_code = $1 and m.phone_hash = any ($2::bytea[])
    and starts_with(h.village_code, $3)
order by household_id, member_no
limit $4
