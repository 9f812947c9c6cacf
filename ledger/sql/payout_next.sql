-- Holds the next lines of a run that stand in a state. $1 run, $2 state, $3 at most.
-- Columns: payout_id, county_code, household_id, amount_fen, payee_sealed, passed (a comma between). Index: payout_of_run.
select id as payout_id, county_code, household_id, amount_fen, payee_sealed, array_to_string(passed, ',') as passed
from payout
where run_id = $1::bigint and state = $2::text
order by id
limit $3::bigint
for update
