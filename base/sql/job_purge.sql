-- Deletes jobs that were done 30 days ago; failed ones stay for an operator. $1 at most so many. Columns: none. Index: job_created.
with old as (
    select id, shard_key
    from job
    where state = 'done' and finished_at < now() - interval '30 days' and created_at < now() - interval '30 days'
    limit $1
)
delete from job j
using old
where j.id = old.id and j.shard_key = old.shard_key
