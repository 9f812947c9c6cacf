-- How many lines a run has. $1 run. Columns: households. Index: payout_run_sum_key.
select coalesce(sum(households), 0)::bigint as households
from payout_run_sum
where run_id = $1
