-- Closed days, oldest first. Columns: day, transfers, amount_fen, root, previous, chain.
select day::text, transfers, amount_fen, root, previous, chain
from ledger_day
order by day
