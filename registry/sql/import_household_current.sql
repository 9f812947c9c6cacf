-- Households as they stand, by their numbers. $1 household numbers.
-- Columns: household_no, id, county_code, identified_on, attribute, family_type, main_cause, state, smartphone, proxy, phone_sealed, bank_sealed.
-- Index: household_no_unique.
select household_no, id, county_code, identified_on::text as identified_on, attribute, family_type, main_cause, state, smartphone, proxy, phone_sealed, bank_sealed
from household
where household_no = any ($1::text[])
