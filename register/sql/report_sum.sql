-- How much waits to be told, and was refused: at most a thousand are counted. Columns: waiting, oldest_at (null = nothing waits), refused.
-- Index: household_report_waiting, household_report_refused.
select (select count(*) from (select 1 from household_report where state = 'waiting' limit 1000) w) as waiting,
    (select min(o.changed_at) from (select changed_at from household_report where state = 'waiting' order by id limit 1000) o) as oldest_at,
    (select count(*) from (select 1 from household_report where state = 'refused' limit 1000) f) as refused
