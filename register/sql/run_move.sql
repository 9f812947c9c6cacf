-- A run moves on, or ends. $1 run, $2 from which state, $3 to which, $4 why it stopped ('' = it did not). Columns: id. Index: register_run primary key.
update register_run
set state = $3, trouble = $4, ended_at = case when $3 in ('done', 'failed', 'given_up') then now() end
where id = $1 and state = $2
returning id
