-- An account's sessions that are in force, newest first. $1 account, $2 cursor (sessions below it), $3 limit.
-- Columns: session_id, device, network, created_at, last_seen_at, expires_at. Index: session_account.
select session_id, device, network, created_at, last_seen_at, expires_at
from session
where account_id = $1 and session_id < $2 and revoked_at is null and expires_at > now()
order by session_id desc
limit $3
