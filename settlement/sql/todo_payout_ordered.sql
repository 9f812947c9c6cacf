-- Payouts of a county that the bank has not answered. $1 county. Columns: count, oldest_at. Index: payout_open.
select count(*) as count, min(n.ordered_at) as oldest_at
from (select ordered_at from payout
      where county_code = $1::text and state = 'ordered'
      limit 1000) n
