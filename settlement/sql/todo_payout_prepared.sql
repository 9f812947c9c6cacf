-- Runs of payouts of a county that wait for their release. $1 county. Columns: count, oldest_at. Index: payout_run_open.
select count(*) as count, min(n.prepared_at) as oldest_at
from (select prepared_at from payout_run
      where county_code = $1::text and state = 'prepared'
      limit 1000) n
