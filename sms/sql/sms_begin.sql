-- Begins a try to send a message. $1 id. Columns: template, phone_sealed, values_sealed, tries (this one included), is_late (nobody wants it any more).
-- No row when it was sent, or given up. Index: sms_message primary key.
update sms_message
set tries = tries + 1
where id = $1 and state = 'queued'
returning template, phone_sealed, values_sealed, tries, expires_at <= now() as is_late
