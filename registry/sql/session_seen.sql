-- Notes that a session is in use, so that its owner knows which of theirs are. $1 session. Columns: none. Index: session_number.
update session
set last_seen_at = now()
where session_id = $1 and last_seen_at < now() - interval '10 minutes'
