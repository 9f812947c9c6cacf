-- The keys that were used. Columns: key_id, check_value.
select key_id, check_value
from key_check
order by key_id
