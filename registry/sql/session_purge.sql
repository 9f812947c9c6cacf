-- Deletes sessions that ended a week ago. $1 at most so many. Columns: none. Index: session_over.
delete from session
where token_hash in (select token_hash from session where least(expires_at, revoked_at) < now() - interval '7 days' limit $1)
