-- Sealed fields of messages as they stand, in order. $1 id to begin after, $2 limit. Index: message primary key.
-- Columns: row, part, phone_sealed, phone_hash, text_sealed.
select id as row, 0::bigint as part, phone_sealed, phone_hash, text_sealed
from message
where id > $1
order by id
limit $2
