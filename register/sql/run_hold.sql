-- Nobody else moves a run on until this transaction ends. $1 run, $2 up to which line it was. Columns: id. Index: register_run primary key.
select id from register_run where id = $1 and applied_line = $2 and state = 'applying' for no key update
