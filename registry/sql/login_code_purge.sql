-- Deletes login codes that ended two days ago. $1 at most so many. Columns: none. Index: login_code_expires.
delete from login_code
where challenge_hash in (select challenge_hash from login_code where expires_at < now() - interval '2 days' limit $1)
