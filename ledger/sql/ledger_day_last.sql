-- The newest chain value. Columns: chain.
select chain
from ledger_day
order by day desc
limit 1
