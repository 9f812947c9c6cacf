-- Notes that a message was sent. Running it again changes nothing. $1 id. Columns: none. Index: message primary key.
update message
set state = 'sent', sent_at = now()
where id = $1 and state = 'queued'
