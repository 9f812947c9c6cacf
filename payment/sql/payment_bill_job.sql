-- Jobs that fetch bills and are not done: those that wait or run first, then those that were given up, newest first. Columns: key, state, attempts, last_error,
-- next_at (when it is tried again, null: it is not). Indexes: job_due, job_failed.
select key, state, attempts, case when state in ('queued', 'failed') then last_error end as last_error, case when state = 'queued' then run_at end as next_at
from (
    select j.id, j.key, j.state, j.attempts, j.last_error, j.run_at from job j where j.kind = 'bill_fetch' and j.state in ('queued', 'running')
    union all
    select j.id, j.key, j.state, j.attempts, j.last_error, j.run_at from job j where j.kind = 'bill_fetch' and j.state = 'failed'
) waiting
order by state = 'failed', id desc
limit 1000
