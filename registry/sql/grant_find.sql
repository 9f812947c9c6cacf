-- A role that was not taken back. $1 grant. Columns: account_id, role, granted_by. Index: role_grant primary key.
select account_id, role, granted_by
from role_grant
where id = $1 and valid_to is null
