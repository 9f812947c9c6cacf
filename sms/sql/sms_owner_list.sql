-- The newest messages to a phone. $1 hashes of the phone under all keys. Columns: message_id, _template, state, created_at, sent_at. Index: sms_message_phone.
select id as message_id, template as _template, state, created_at, sent_at
from sms_message
where phone_hash = any ($1::bytea[])
order by id desc
limit 500
