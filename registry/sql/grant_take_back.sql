-- Ends a grant. $1 id. Columns: role (no row when it is not in force). Index: role_grant primary key.
update role_grant
set valid_to = now()
where id = $1 and valid_to is null
returning role
