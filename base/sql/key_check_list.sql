-- The keys that were used. Columns: key_id, check_value, left_at_ms (null: in use), retired, only_placed.
select key_id, check_value, (extract(epoch from left_at) * 1000)::bigint as left_at_ms, retired_at is not null as retired, only_placed
from key_check
order by key_id
