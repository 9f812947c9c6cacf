-- Puts a job back that could not be done now. $1 id, $2 attempts as leased, $3 delay in milliseconds, $4 error for the operator.
-- Columns: none (one row affected when the lease still held). Index: job primary key.
update job
   set state = 'queued',
       lease_until = null,
       run_at = now() + $3::bigint * interval '1 millisecond',
       last_error = $4
 where id = $1 and attempts = $2 and state = 'running'
