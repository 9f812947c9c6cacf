-- Timed work, what is late or failing first. Columns: name, period_ms, ran_at, done_at, done_count, error, failures, is_late,
-- lag_s (for how long, beyond its period, it has not come to where nothing was left). Index: none, a dozen rows.
select name, period_ms, ran_at, done_at, done_count, error, failures,
    ran_at + period_ms * interval '1 millisecond' + interval '1 minute' < now() as is_late,
    greatest(0, extract(epoch from now() - clear_at) - period_ms / 1000)::bigint as lag_s
from timed_run
order by is_late desc, failures > 0 desc, name
