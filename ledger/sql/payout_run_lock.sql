-- Holds a run. $1 run. Columns: county_code, state, created_by, reached_id. Index: payout_run primary key.
select county_code, state, created_by, reached_id
from payout_run
where id = $1
for update
