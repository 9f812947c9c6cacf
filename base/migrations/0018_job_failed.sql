-- What an operator looks for: jobs that were given up, and what an account did.

create index job_failed on job (id) where state = 'failed';
-- Moves of the system, of the payment provider and of the carrier (actors 0 to 2) are most of them and are nobody's trail.
create index state_log_actor on state_log (actor_id, id) where actor_id > 2;
