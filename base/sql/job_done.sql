-- Ends a job well. The count of attempts proves that nobody else has leased it since.
-- $1 id, $2 attempts as leased.
-- Result: none; one row affected when the lease still held. Relies on the primary key.
-- Columns: none.
update job
   set state = 'done', lease_until = null, finished_at = now(), last_error = null
 where id = $1 and attempts = $2 and state = 'running'
