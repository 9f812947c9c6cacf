-- Locks an organisation. $1 id. Columns: state, county_code. Index: organisation primary key.
select state, county_code
from organisation
where id = $1
for update
