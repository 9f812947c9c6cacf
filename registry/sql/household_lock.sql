-- Locks a household. $1 id. Columns: state, county_code, consent_linked. Index: household primary key.
select state, county_code, consent_linked
from household
where id = $1
for update
