-- What was imported by command on the server, newest first. $1 cursor (ids below it), $2 limit.
-- Columns: run_id, name, who, state, row_count, added, changed, fault_count, began_at, ended_at. Index: import_run primary key.
select id as run_id, name, who, state, row_count, added, changed, fault_count, began_at, ended_at
from import_run
where who <> '' and id < $1
order by id desc
limit $2
