-- It has ended. $1 upload, $2 state, $3 rows imported, $4 faults, $5 why it failed, $6 rows that are new, $7 changed, $8 as they were, $9 notices. Columns: none.
-- Index: primary key.
update import_upload
   set state = $2, imported = $3, fault_count = $4, reason = $5, added = $6, changed = $7, same = $8, notice_count = $9, phase = '', row_done = row_total, ended_at = now()
 where id = $1 and state = 'running'
