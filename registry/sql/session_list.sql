-- An account's sessions that are in force, newest first. $1 account, $2 cursor (sessions below it), $3 limit, $4 hours that a session of this account lasts at
-- most, $5 minutes that it may lie idle (0 = for ever).
-- Columns: session_id, device, network, created_at, last_seen_at, expires_at. Index: session_account.
select session_id, device, network, created_at, last_seen_at, least(expires_at, created_at + make_interval(hours => $4::bigint::int)) as expires_at
from session
where account_id = $1 and session_id < $2 and revoked_at is null and least(expires_at, created_at + make_interval(hours => $4::bigint::int)) > now()
    and ($5::bigint = 0 or last_seen_at > now() - make_interval(mins => $5::bigint::int))
order by session_id desc
limit $3
