-- Locks a household. $1 id. Columns: state, county_code. Index: household primary key.
select state, county_code
from household
where id = $1
for update
