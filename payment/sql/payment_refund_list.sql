-- Refunds for an operator with the job that goes on with them, newest first. $1 cursor (ids below it), $2 limit, $3 state ('' = all that have no end), $4 only this
-- refund (0 = any). Columns: refund_id, number, numbers, state, kind, total_fen, subject_kind, subject_id, order_id, reason, said_code, created_at, asked_at, done_at, job_id,
-- job_state, job_attempts, job_run_at. Indexes: refund_open, primary key, refund_number_ordinal, job_unfinished_key, job_failed.
select r.id as refund_id, r.number, (select count(*) from refund_number n where n.refund_id = r.id and n.county_code = r.county_code) as numbers, r.state, r.kind, r.total_fen,
       r.subject_kind, r.subject_id, nullif(r.escrow_id, 0) as order_id, r.reason, r.said_code, r.created_at, r.asked_at, r.done_at, w.id as job_id, w.state as job_state,
       w.attempts as job_attempts, w.run_at as job_run_at
from refund r
left join lateral (
    select u.id, case when u.state = 'queued' and u.attempts > 0 then 'retrying' else u.state end as state, u.attempts, u.run_at
    from (
        select j.id, j.state, j.attempts, j.run_at
        from job j
        where j.state in ('queued', 'running') and j.kind in ('refund_send', 'refund_again') and j.key = r.number and j.shard_key = r.county_code
        union all
        (select f.id, f.state, f.attempts, f.run_at
         from job f
         where f.state = 'failed' and f.kind in ('refund_send', 'refund_again') and f.key = r.number and f.shard_key = r.county_code
         order by f.id desc
         limit 1)
    ) u
    order by u.state = 'failed'
    limit 1
) w on true
where r.id < $1 and ($4::bigint = 0 or r.id = $4::bigint) and (r.state = $3 or ($3 = '' and ($4::bigint <> 0 or r.state <> 'succeeded')))
order by r.id desc
limit $2
