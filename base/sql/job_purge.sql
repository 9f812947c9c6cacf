-- Forgets jobs that were done long ago, a bounded number at a time. Failed ones stay for the operator.
-- $1 age in days, $2 at most so many rows.
-- Result: none. Relies on index job_finished.
delete from job
 where id in (
       select id
         from job
        where state = 'done' and finished_at < now() - $1::bigint * interval '1 day'
        order by finished_at
        limit $2::bigint)
