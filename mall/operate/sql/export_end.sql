-- It has ended. $1 export, $2 done or failed, $3 rows, $4 bytes, $5 whether the list is longer, $6 why it failed. Columns: none. Index: primary key.
update export_run
   set state = $2, row_count = $3, byte_count = $4, cut = $5, reason = $6, ended_at = now()
 where id = $1 and state = 'running'
