-- It was not sent. $1 id, $2 state (queued: tried again), $3 why. Columns: none. Index: sms_message primary key.
update sms_message
set state = $2::text, error = $3::text
where id = $1 and state = 'queued'
