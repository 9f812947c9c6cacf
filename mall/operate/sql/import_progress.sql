-- How far it is. $1 upload, $2 phase, $3 rows of this phase. Columns: none. Index: primary key.
update import_upload
   set phase = $2, row_done = $3
 where id = $1 and state = 'running'
