-- Workers that were heard of within the last ten minutes. Columns: node, number, process, started_at, beat_at, is_alive, connections, in_flight, jobs, memory_kb, front_missed.
-- Index: none, a dozen rows.
select node, number, process, started_at, beat_at, beat_at > now() - interval '45 seconds' as is_alive, connections, in_flight, jobs, memory_kb, front_missed
from worker_beat
where beat_at > now() - interval '10 minutes'
order by node, number
