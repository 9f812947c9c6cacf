-- Whose a run is. $1 run. Columns: county_code. Index: payout_run primary key.
select county_code
from payout_run
where id = $1
