-- What closed days kept of what was moved on them. Columns: day, kind, debit_fen, credit_fen. Index: ledger_day_sum primary key.
select day::text, kind, debit_fen, credit_fen
from ledger_day_sum
order by day, kind
