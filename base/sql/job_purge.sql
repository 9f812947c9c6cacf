-- Forgets jobs that were done long ago, a bounded number at a time. Failed ones stay for the operator.
-- $1 age in days, $2 at most so many rows.
-- Result: none. Reads the table from its beginning, where the oldest rows lie; run it seldom, on a slow connection.
delete from job
 where id in (
       select id
         from job
        where state = 'done' and finished_at < now() - $1::bigint * interval '1 day'
        limit $2::bigint)
