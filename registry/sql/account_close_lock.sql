-- An account that is to be closed; nothing is placed for it until the transaction ends. $1 account. Columns: account_id (no row when it is not active).
-- Index: account primary key.
select a.id as account_id
from account a
where a.id = $1 and a.state = 'active'
for update of a
