-- A second operator agrees to a role, which begins now. $1 grant, $2 who agrees. Columns: id (no row when it does not wait for anybody). Index: role_grant primary key.
update role_grant
set awaits_second = false, confirmed_by = $2, valid_from = now()
where id = $1 and valid_to is null and awaits_second and (expires_at is null or expires_at > now())
returning id
