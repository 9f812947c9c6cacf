-- Members of households as they stand. $1 household numbers.
-- Columns: household_no, id, county_code, member_no, id_hex (hash of the identity number as hexadecimal text), name_sealed, sex, relation, labour.
-- Index: household_no_unique, household_member_no_unique.
select h.household_no, m.id, m.county_code, m.member_no, encode(m.id_number_hash, 'hex') as id_hex, m.name_sealed, m.sex, m.relation, m.labour
from household h
join household_member m on m.household_id = h.id and m.county_code = h.county_code
where h.household_no = any ($1::text[])
