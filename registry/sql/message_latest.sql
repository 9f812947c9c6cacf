-- The newest message to a phone. $1 hash of the phone. Columns: id, text_sealed, created_at. Index: message_phone.
select id, text_sealed, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+00:00"') as created_at
from message
where phone_hash = $1
order by id desc
limit 1
