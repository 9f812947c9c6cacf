-- $1 id. Columns: id, household_no, county_code, village_code, pseudonym, family_type, state, proxy. Primary key.
select id, household_no, county_code, village_code, pseudonym, family_type, state, proxy
from household
where id = $1
