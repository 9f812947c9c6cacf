-- Closed days, oldest first. Columns: day, transfers, amount_fen, root, previous, chain, format.
select day::text, transfers, amount_fen, root, previous, chain, format
from ledger_day
order by day
