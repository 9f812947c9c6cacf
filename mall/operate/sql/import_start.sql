-- An attempt begins. $1 upload. Columns: account_id, name, mode, row_total, attempts (this one included). No row when it has ended. Index: primary key.
update import_upload
   set state = 'running', attempts = attempts + 1, phase = 'check', row_done = 0, started_at = coalesce(started_at, now())
 where id = $1 and state in ('queued', 'running')
returning account_id, name, mode, row_total, attempts
