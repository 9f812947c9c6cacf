-- Members of a name in a region of a county. $1 county, $2 hashes of the name, $3 what the village's code begins with, $4 limit.
-- Columns: household_id, household_no, pseudonym, village_code, family_type, state, member_no, relation, _name (sealed).
-- Index: household_member_name, household primary key.
select h.id as household_id, h.household_no, h.pseudonym, h.village_code, h.family_type, h.state, m.member_no, m.relation, m.name_sealed as _name
from household_member m
join household h on h.id = m.household_id and h.county_code = m.county_code
where m.county_code = $1 and m.name_hash = any ($2::bytea[])
    and starts_with(h.village_code, $3)
order by h.id, m.member_no
limit $4
