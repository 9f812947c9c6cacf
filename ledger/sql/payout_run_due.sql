-- Runs that are to go on by themselves. $1 at most. Columns: run_id, county_code, state. Index: payout_run_state_of.
select id as run_id, county_code, state
from payout_run
where state in ('preparing', 'releasing')
order by id
limit $1
