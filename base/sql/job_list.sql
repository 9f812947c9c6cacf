-- Jobs, newest first. $1 state ('' = any; 'retrying' = will be tried again, 'queued' = not tried yet), $2 kind ('' = any), $3 cursor (ids below it), $4 limit.
-- Columns: job_id, kind, key, state, attempts, last_error, created_at, run_at, finished_at. Indexes: job_failed, job_due, job primary key backwards.
select id as job_id, kind, key, case when state = 'queued' and attempts > 0 then 'retrying' else state end as state, attempts, last_error, created_at, run_at, finished_at
from job
where id < $3
    and ($1::text = '' or state = case when $1::text = 'retrying' then 'queued' else $1::text end)
    and ($1::text <> 'retrying' or attempts > 0) and ($1::text <> 'queued' or attempts = 0)
    and ($2::text = '' or kind = $2::text)
order by id desc
limit $4
