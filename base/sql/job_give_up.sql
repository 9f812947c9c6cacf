-- A job that waits is given up by a person. $1 id, $2 reason for the operator. Columns: none (one row affected when it did wait). Index: job primary key.
update job
   set state = 'failed', finished_at = now(), last_error = $2
 where id = $1 and state = 'queued'
