-- How much waits to be told: at most a thousand are counted. Columns: waiting, oldest_at (null = nothing waits). Index: household_report_waiting.
select count(*) as waiting, min(w.changed_at) as oldest_at
from (select changed_at from household_report where state = 'waiting' order by id limit 1000) w
