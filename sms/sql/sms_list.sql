-- Messages, newest first. $1 state ('' = any), $2 template ('' = any), $3 cursor (ids below it), $4 limit.
-- Columns: message_id, template, _phone (sealed), state, channel, ticket, tries, error, can_retry, created_at, expires_at, sent_at, reported_at.
-- Indexes: sms_message_trouble, primary key backwards.
select id as message_id, template, phone_sealed as _phone, state, channel, ticket, tries, error, state in ('failed', 'undelivered') and expires_at > now() as can_retry,
    created_at, expires_at, sent_at, reported_at
from sms_message
where id < $3 and ($1::text = '' or state = $1::text) and ($2::text = '' or template = $2::text)
order by id desc
limit $4
