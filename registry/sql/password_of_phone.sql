-- The password of a phone's account. $1 hashes of the phone under all keys. Columns: account_id, derived (no row when there is no account, or it has none).
-- Index: account_phone_unique, password primary key.
select p.account_id, p.derived
from account a
join password p on p.account_id = a.id
where a.phone_hash = any ($1::bytea[])
limit 1
