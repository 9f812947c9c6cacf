-- Sealed fields of addresses as they stand, in order. $1 id to begin after, $2 limit. Index: address primary key.
-- Binary columns: row, part, name_sealed, phone_sealed, detail_sealed.
select id as row, 0::bigint as part, name_sealed, phone_sealed, detail_sealed
from address
where id > $1
order by id
limit $2
