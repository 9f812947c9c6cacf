-- Ends a session of an account and tells all workers when it commits. $1 account, $2 the session. Columns: token_hash, pg_notify (empty).
-- Index: session_account.
with ended as (
    update session
    set revoked_at = now()
    where account_id = $1 and revoked_at is null and session_id = $2::bigint
    returning token_hash
)
select token_hash, pg_notify('mall_session', encode(token_hash, 'hex')) from ended
