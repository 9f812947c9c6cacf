-- $1 hash of the phone. Columns: id, state. Unique index account_phone_unique.
select id, state
from account
where phone_hash = $1
