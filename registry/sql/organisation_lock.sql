-- $1 id. The row stays locked until the transaction ends. Primary key.
-- Columns: state, county_code.
select state, county_code
from organisation
where id = $1
for update
