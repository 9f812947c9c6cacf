-- The account of a phone. $1 hashes of the phone under all keys, $2 the one under the newest.
-- Columns: id, state, newest (whether it is found by that). Index: account_phone_unique.
select id, state, phone_hash = $2 as newest
from account
where phone_hash = any ($1::bytea[])
order by phone_hash = $2 desc
limit 1
