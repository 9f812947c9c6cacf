-- Flags of a county that nobody has decided. $1 county. Columns: count, oldest_at. Index: fraud_flag_state_of.
select count(*) as count, min(n.raised_at) as oldest_at
from (select raised_at from fraud_flag
      where county_code = $1::text and state in ('raised', 'looked_at')
      limit 1000) n
