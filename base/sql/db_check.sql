-- First statement of every connection: may this server keep money, and what may stand in the way?
-- Columns: fsync ('on' or otherwise, as the next two), full_page_writes, synchronous_commit, in_recovery.
select current_setting('fsync') as fsync,
       current_setting('full_page_writes') as full_page_writes,
       current_setting('synchronous_commit') as synchronous_commit,
       pg_is_in_recovery() as in_recovery
