-- A job begins anew at once, with all its attempts, and wakes the runners. $1 id. Columns: job_id, pg_notify (empty). No row when it does not wait and was not given up.
-- Index: job primary key.
with moved as (
    update job
       set state = 'queued', attempts = 0, run_at = now(), lease_until = null, finished_at = null
     where id = $1 and (state = 'failed' or (state = 'queued' and attempts > 0))
    returning id
)
select id as job_id, pg_notify('job_due', '') from moved
