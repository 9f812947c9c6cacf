-- A job of that kind and key that waits is due at once; with none, the newest that was given up begins anew. $1 kind, $2 key.
-- Columns: pg_notify (empty; a row when there was one). Indexes: job_unfinished_key, job_failed.
with candidate as (
    select id, shard_key, 1 as rank from job where kind = $1 and key = $2 and state in ('queued', 'running')
    union all
    select id, shard_key, 2 from job where kind = $1 and key = $2 and state = 'failed'
    order by rank, id desc
    limit 1
), moved as (
    update job
       set state = 'queued', attempts = case when state = 'failed' then 0 else attempts end, run_at = now(), lease_until = null, finished_at = null
      from candidate
     where job.id = candidate.id and job.shard_key = candidate.shard_key and job.state in ('queued', 'failed')
    returning job.id
)
select pg_notify('job_due', '') from moved
