-- The lot with a trace code. $1 code. Columns: lot_id. Index: lot_trace_code_unique.
select t.id as lot_id
from lot t
where t.trace_code = $1::text
