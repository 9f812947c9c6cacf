-- Notes that a session is in use: its owner knows which of theirs are, and one that is not ends sooner. $1 session, $2 seconds that the last note must be old.
-- Columns: none. Index: session_number.
update session
set last_seen_at = now()
where session_id = $1 and last_seen_at <= now() - make_interval(secs => $2::bigint)
