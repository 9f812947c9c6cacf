-- The last serial of a village's day. $1 first and $2 last possible code. Columns: last_serial (null = none). Index: lot_trace_code_unique.
select substr(max(t.trace_code), 19, 5) as last_serial
from lot t
where t.trace_code between $1::text and $2::text
