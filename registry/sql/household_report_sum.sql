-- How much waits to be told, and was refused: at most a thousand are counted. Columns: waiting, oldest_at (null = nothing waits), refused.
-- Index: household_report_waiting, household_report_refused.
select (select count(*) from (select r.id from household_report r where r.state = 'waiting' order by r.id limit 1000) w) as waiting,
    (select min(w.changed_at) from (select r.changed_at from household_report r where r.state = 'waiting' order by r.id limit 1000) w) as oldest_at,
    (select count(*) from (select r.id from household_report r where r.state = 'refused' order by r.id limit 1000) f) as refused
