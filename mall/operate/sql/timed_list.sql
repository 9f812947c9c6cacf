-- Timed work, what is late or failing first. Columns: name, period_ms, ran_at, done_at, done_count, error, failures, is_late. Index: none, a dozen rows.
select name, period_ms, ran_at, done_at, done_count, error, failures,
    ran_at + period_ms * interval '1 millisecond' + interval '1 minute' < now() as is_late
from timed_run
order by is_late desc, failures > 0 desc, name
