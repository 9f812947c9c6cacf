-- Sealed fields of accounts as they stand, in order. $1 id to begin after, $2 limit. Index: account primary key.
-- Binary columns: row, part, phone_sealed, phone_hash.
select id as row, 0::bigint as part, phone_sealed, phone_hash
from account
where id > $1
order by id
limit $2
