-- $1 id. No row when it is not in force. Primary key.
-- Columns: role.
update role_grant
set valid_to = now()
where id = $1 and valid_to is null
returning role
