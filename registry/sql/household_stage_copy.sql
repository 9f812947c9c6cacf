-- Households of the register on their way, in COPY's text format. Columns: none.
copy household_stage (run_id, line_no, what, household_id, household_no, county_code, village_code, state, surname, identified_on, attribute, family_type, main_cause,
    phone_sealed, phone_hash, bank_sealed, bank_hash, version_id, valid_from, change_no, facts_sealed, facts_hash, said_sealed, said_hash)
from stdin
