-- The channel took it. $1 id, $2 channel, $3 its number there (null = none). Columns: none. Index: sms_message primary key.
update sms_message
set state = 'sent', channel = $2::text, ticket = $3::text, sent_at = now(), error = ''
where id = $1 and state = 'queued'
