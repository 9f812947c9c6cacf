-- Deletes sessions that ended a week ago. $1 at most so many. Reads the whole table, so it belongs to the slow class. Columns: none.
delete from session
where token_hash in (select token_hash from session where expires_at < now() - interval '7 days' or revoked_at < now() - interval '7 days' limit $1)
