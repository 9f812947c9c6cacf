-- A job begins anew at once, with all its attempts, and wakes the runners. $1 id. Columns: job_id, was (its state before), pg_notify (empty). No row when it does not wait and was not given up.
-- Index: job primary key.
with moved as (
    update job j
       set state = 'queued', attempts = 0, run_at = now(), lease_until = null, finished_at = null
      from (select id, shard_key, state from job where id = $1 for update) o
     where j.id = $1 and o.id = j.id and o.shard_key = j.shard_key and (j.state = 'failed' or (j.state = 'queued' and j.attempts > 0))
    returning j.id, o.state
)
select id as job_id, state as was, pg_notify('job_due', '') from moved
