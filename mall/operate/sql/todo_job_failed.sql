-- Jobs that were given up. Columns: count, oldest_at. Index: job_failed.
select count(*) as count, min(created_at) as oldest_at
from (select created_at from job where state = 'failed' limit 1000) n
