-- How much waits to be told, and was refused: at most a thousand are counted. Columns: waiting, oldest_at (null = nothing waits), refused.
-- Index: household_report_waiting, household_report_refused.
select count(*) filter (where r.state = 'waiting') as waiting, min(r.changed_at) filter (where r.state = 'waiting') as oldest_at, count(*) filter (where r.state = 'refused') as refused
from ((select state, changed_at from household_report where state = 'waiting' order by id limit 1000)
      union all
      (select state, changed_at from household_report where state = 'refused' order by id limit 1000)) r
