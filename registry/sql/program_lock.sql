-- Locks a program's account. $1 id. Columns: state, region_code, created_by. Index: program primary key.
select state, region_code, created_by
from program
where id = $1
for update
