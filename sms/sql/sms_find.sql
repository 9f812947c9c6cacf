-- A message. $1 id. Columns: message_id, template, _phone (sealed), state, channel, ticket, tries, error, can_retry, created_at, expires_at, sent_at, reported_at.
-- Index: primary key.
select id as message_id, template, phone_sealed as _phone, state, channel, ticket, tries, error, state in ('failed', 'undelivered') and expires_at > now() as can_retry,
    created_at, expires_at, sent_at, reported_at
from sms_message
where id = $1
