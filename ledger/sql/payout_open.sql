-- How many lines of a run the bank has not answered. $1 run. Columns: count. Index: payout_run_sum_key.
select coalesce(sum(households), 0)::bigint as count
from payout_run_sum
where run_id = $1::bigint and state = 'ordered'
