-- Members of these, in COPY's text format. Columns: none.
copy household_stage_member (run_id, line_no, member_no, what, member_id, county_code, household_id, name_sealed, name_hash, id_number_sealed, id_number_hash, phone_sealed, phone_hash, sex, relation, labour)
from stdin
