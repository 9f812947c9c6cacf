-- Writes a job and, when it is due at once, wakes the runners (a hint: polling finds it too).
-- A job of the same kind and key that is unfinished already stands for this one.
-- $1 id, $2 kind, $3 key or null, $4 payload jsonb, $5 delay in milliseconds, $6 shard key.
-- Columns: pg_notify (empty; a row when it was written and is due). Index: job_unfinished_key.
with added as (
    insert into job (id, kind, key, payload, run_at, shard_key)
    values ($1, $2, $3, $4, now() + $5::bigint * interval '1 millisecond', $6)
    on conflict do nothing
    returning id
)
select pg_notify('job_due', '') from added where $5::bigint <= 0
