-- One that did not go out, or did not arrive, is to be sent anew. $1 id. Columns: phone_sealed. No row when it is not such a one, or is of no use any more.
-- Index: sms_message primary key.
update sms_message
set state = 'queued', tries = 0, error = '', channel = '', ticket = null, sent_at = null, reported_at = null
where id = $1 and state in ('failed', 'undelivered') and expires_at > now()
returning phone_sealed
