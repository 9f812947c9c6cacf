-- How far it is. $1 export, $2 rows written. Columns: none. Index: primary key.
update export_run
   set row_count = $2
 where id = $1 and state = 'running'
