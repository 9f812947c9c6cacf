-- Gives a job up; an operator sees it with its last error.
-- $1 id, $2 attempts as leased, $3 error for the operator. Columns: none (one row affected when the lease still held). Index: job primary key.
update job
   set state = 'failed', lease_until = null, finished_at = now(), last_error = $3
 where id = $1 and attempts = $2 and state = 'running'
