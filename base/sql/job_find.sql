-- A job. $1 id. Columns: job_id, kind, key, state, attempts, last_error, created_at, run_at, finished_at. Index: job primary key.
select id as job_id, kind, key, case when state = 'queued' and attempts > 0 then 'retrying' else state end as state, attempts, last_error, created_at, run_at, finished_at
from job
where id = $1
