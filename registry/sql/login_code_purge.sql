-- Deletes login codes that ended two days ago. $1 at most so many. Columns: none. Index: login_code_expires.
delete from login_code
where ctid = any (array(select ctid from login_code where expires_at < now() - interval '2 days' limit $1))
