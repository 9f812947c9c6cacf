-- One that did not go out, or did not arrive, is to be sent anew. $1 id. Columns: phone_sealed, was (its state before). No row when it is not such a one, or is of no use any more.
-- Index: sms_message primary key.
update sms_message m
set state = 'queued', tries = 0, error = '', channel = '', ticket = null, sent_at = null, reported_at = null
from (select id, state from sms_message where id = $1 for update) o
where m.id = $1 and o.id = m.id and m.state in ('failed', 'undelivered') and m.expires_at > now()
returning m.phone_sealed, o.state as was
