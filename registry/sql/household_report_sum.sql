-- How much waits to be told, and was refused: at most a thousand are counted. Columns: waiting, oldest_at (null = nothing waits), refused.
-- Index: household_report_waiting, household_report_refused.
with waiting as (
    select changed_at from household_report where state = 'waiting' order by id limit 1000
), refused as (
    select changed_at from household_report where state = 'refused' order by id limit 1000
), open as (
    select changed_at, true as waits from waiting union all select changed_at, false from refused
)
select count(*) filter (where waits) as waiting, min(changed_at) filter (where waits) as oldest_at, count(*) filter (where not waits) as refused
from open
