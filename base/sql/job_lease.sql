-- Takes what is due, longest due first. `run_at` is when a job may be taken: while it runs that is the end of its lease, so that a runner that died
-- gives it back by the clock alone. $1 kinds text[], $2 lease of each kind in milliseconds bigint[], $3 at most so many rows.
-- Columns: id, kind, payload, attempts (this run included), last_error. Index: job_due.
with due as (
    select id, shard_key
      from job
     where state in ('queued', 'running')
       and run_at <= now()
       and kind = any ($1::text[])
     order by run_at
     limit $3::bigint
       for update skip locked
)
update job
   set state = 'running',
       attempts = job.attempts + 1,
       run_at = now() + lease.ms * interval '1 millisecond',
       lease_until = now() + lease.ms * interval '1 millisecond'
  from due, (select unnest($1::text[]) as kind, unnest($2::bigint[]) as ms) lease
 where job.id = due.id
   and job.shard_key = due.shard_key
   and lease.kind = job.kind
returning job.id, job.kind, job.payload, job.attempts, job.last_error
