-- How many jobs stand where, and the kinds there are. Columns: failed, retrying, queued, running, oldest_due_at (the longest due of those that wait), kinds (JSON).
-- Indexes: job_failed, job_due; the kinds are those of failed and unfinished ones.
select count(*) filter (where j.state = 'failed') as failed,
    count(*) filter (where j.state = 'queued' and j.attempts > 0) as retrying,
    count(*) filter (where j.state = 'queued' and j.attempts = 0) as queued,
    count(*) filter (where j.state = 'running') as running,
    min(j.run_at) filter (where j.state = 'queued' and j.run_at <= now()) as oldest_due_at,
    coalesce(jsonb_agg(distinct j.kind), '[]') as kinds
from (select f.state, f.attempts, f.run_at, f.kind
      from job f
      where f.state = 'failed'
      union all
      select u.state, u.attempts, u.run_at, u.kind
      from job u
      where u.state in ('queued', 'running')) j
