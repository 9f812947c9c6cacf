-- Waits for whoever holds the run, so that the next statement sees how far it is then. $1 run. Columns: id. Index: register_run primary key.
select id from register_run where id = $1 for no key update
