-- How much waits to be told, and was refused: at most a thousand are counted. Columns: waiting, oldest_at (null = nothing waits), refused.
-- Index: household_report_waiting, household_report_refused.
select w.waiting, w.oldest_at, f.refused
from (select count(*) as waiting, min(a.changed_at) as oldest_at
      from (select changed_at from household_report where state = 'waiting' order by id limit 1000) a) w
cross join (select count(*) as refused from (select id from household_report where state = 'refused' order by id limit 1000) b) f
