-- Pieces of timed work that are late or fail. Columns: count, oldest_at. Index: none, a dozen rows.
select count(*) as count, min(ran_at) as oldest_at
from timed_run
where ran_at + period_ms * interval '1 millisecond' + interval '1 minute' < now() or failures >= 3
