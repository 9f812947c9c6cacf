-- Members of households, in COPY's text format. Columns: none.
copy household_member (id, county_code, household_id, member_no, name_sealed, name_hash, id_number_sealed, id_number_hash, sex, relation, labour)
from stdin
