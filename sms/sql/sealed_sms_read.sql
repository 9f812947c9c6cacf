-- Sealed fields of text messages as they stand, in order. $1 id to begin after, $2 limit. Index: sms_message primary key.
-- Binary columns: row, part, phone_sealed, phone_hash, values_sealed.
select id as row, 0::bigint as part, phone_sealed, phone_hash, values_sealed
from sms_message
where id > $1
order by id
limit $2
