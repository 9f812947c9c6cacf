-- Deletes login codes that were last sent two days ago; the day's count is not needed any more. $1 at most so many. Columns: none.
delete from login_code
where phone_hash in (select phone_hash from login_code where sent_at < now() - interval '2 days' limit $1)
