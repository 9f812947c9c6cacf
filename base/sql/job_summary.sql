-- How many jobs stand where, and the kinds there are. Columns: failed, retrying, queued, running, oldest_due_at (the longest due of those that wait), kinds (JSON).
-- Indexes: job_failed, job_due; the kinds are those of failed and unfinished ones.
select count(*) filter (where state = 'failed') as failed,
    count(*) filter (where state = 'queued' and attempts > 0) as retrying,
    count(*) filter (where state = 'queued' and attempts = 0) as queued,
    count(*) filter (where state = 'running') as running,
    min(run_at) filter (where state = 'queued' and run_at <= now()) as oldest_due_at,
    coalesce(jsonb_agg(distinct kind), '[]') as kinds
from job
where state in ('queued', 'running', 'failed')
