-- An account that is to be closed; nothing is placed for it until the transaction ends. $1 account. Columns: state, has_role. Index: account primary key,
-- role_grant_once.
select a.state,
    exists (select 1 from role_grant g
            where g.account_id = a.id and (g.valid_to is null or g.valid_to > now()) and (g.expires_at is null or g.expires_at > now())) as has_role
from account a
where a.id = $1
for update of a
