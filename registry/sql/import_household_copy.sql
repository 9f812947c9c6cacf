-- Households as they stand in the register, in COPY's text format. Columns: none.
copy household (id, household_no, county_code, village_code, pseudonym, identified_on, attribute, family_type, main_cause, state, smartphone, proxy,
    phone_sealed, phone_hash, bank_sealed, bank_hash)
from stdin
