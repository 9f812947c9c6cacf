-- An attempt begins. $1 export. Columns: account_id, list, format, filters (JSON), attempts (this one included). No row when it has ended. Index: primary key.
update export_run
   set state = 'running', attempts = attempts + 1, row_count = 0, cut = false, started_at = coalesce(started_at, now())
 where id = $1 and state in ('queued', 'running')
returning account_id, list, format, filters, attempts
