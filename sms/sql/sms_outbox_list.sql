-- The newest messages of the demo; by time, as ids of a worker that was replaced run some seconds ahead. $1 limit.
-- Reads all of sms_message: only a demo has this page.
-- Columns: id, template, phone_sealed, values_sealed, state, created_at (text).
select id, template, phone_sealed, values_sealed, state, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+00:00"') as created_at
from sms_message
order by created_at desc, id desc
limit $1
