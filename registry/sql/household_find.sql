-- A household without its sealed fields. $1 id.
-- Columns: id, household_no, county_code, village_code, pseudonym, family_type, state, proxy. Index: household primary key.
select id, household_no, county_code, village_code, pseudonym, family_type, state, proxy
from household
where id = $1
