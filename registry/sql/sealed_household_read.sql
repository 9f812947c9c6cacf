-- Sealed fields of households as they stand, in order. $1 id to begin after, $2 limit. Index: household primary key.
-- Binary columns: row, part, phone_sealed, phone_hash, bank_sealed, bank_hash.
select id as row, 0::bigint as part, phone_sealed, phone_hash, bank_sealed, bank_hash
from household
where id > $1
order by id
limit $2
