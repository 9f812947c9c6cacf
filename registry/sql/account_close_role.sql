-- Whether an account has a role, or will have one when somebody confirms it. $1 account. Columns: has_role (no row when it has none). Index: role_grant_once.
select true as has_role
from role_grant g
where g.account_id = $1 and (g.valid_to is null or g.valid_to > now()) and (g.expires_at is null or g.expires_at > now())
limit 1
