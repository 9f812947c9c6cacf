-- Whose county a flag is of. $1 flag. Columns: county_code. Index: fraud_flag primary key.
select county_code
from fraud_flag
where id = $1
