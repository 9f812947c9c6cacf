-- Ends a job well. The count of attempts proves that nobody else has leased it since.
-- $1 id, $2 attempts as leased. Columns: none (one row affected when the lease still held). Index: job primary key.
update job
   set state = 'done', lease_until = null, finished_at = now(), last_error = null
 where id = $1 and attempts = $2 and state = 'running'
