-- The newest messages, to one phone or to anybody. $1 hashes of the phone (none = anybody), $2 limit.
-- Columns: id, template, phone_sealed, values_sealed, state, created_at (text). Indexes: sms_message_phone; primary key backwards.
select id, template, phone_sealed, values_sealed, state, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+00:00"') as created_at
from sms_message
where cardinality($1::bytea[]) = 0 or phone_hash = any ($1::bytea[])
order by id desc
limit $2
