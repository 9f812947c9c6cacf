-- Payouts of a county that a household says it has not got. $1 county. Columns: count, oldest_at. Index: payout_open.
select count(*) as count, min(n.moved_at) as oldest_at
from (select moved_at from payout
      where county_code = $1::text and state = 'disputed'
      limit 1000) n
