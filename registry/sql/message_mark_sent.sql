-- $1 id. Primary key. Running it again changes nothing.
-- Columns: none.
update message
set state = 'sent', sent_at = now()
where id = $1 and state = 'queued'
