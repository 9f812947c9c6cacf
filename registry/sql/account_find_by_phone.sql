-- The account of a phone. $1 hash of the phone. Columns: id, state. Index: account_phone_unique.
select id, state
from account
where phone_hash = $1
