-- Writes something into the log, so that the commit behind it waits for the disk to have all that lies before. Columns: place (in the log).
select pg_logical_emit_message(true, '', '') as place
