-- The newest messages of the demo to one phone; by time, as ids of a worker that was replaced run some seconds ahead. $1 hashes of the phone, $2 limit.
-- Columns: id, template, phone_sealed, values_sealed, state, created_at (text). Index: sms_message_phone.
select id, template, phone_sealed, values_sealed, state, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+00:00"') as created_at
from sms_message
where phone_hash = any ($1::bytea[])
order by created_at desc, id desc
limit $2
