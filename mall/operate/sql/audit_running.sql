-- Whether checks are under way. Columns: running. Index: job_unfinished_key.
select exists (select 1 from job where kind = 'audit' and key = 'audit' and state in ('queued', 'running')) as running
