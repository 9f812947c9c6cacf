-- $1 id. Columns: state, county_code; the row stays locked until the transaction ends. Primary key.
select state, county_code
from organisation
where id = $1
for update
