-- A household's whole record. $1 id. Columns: household_id, household_no, county_code, village_code, pseudonym, identified_on, attribute, family_type,
-- main_cause, state, smartphone, proxy, _phone (sealed), _bank (sealed), id. Index: household primary key.
select id as household_id, household_no, county_code, village_code, pseudonym, identified_on::text as identified_on, attribute, family_type, main_cause, state, smartphone,
    proxy, phone_sealed as _phone, bank_sealed as _bank, id
from household
where id = $1
