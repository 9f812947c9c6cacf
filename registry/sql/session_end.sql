-- Ends sessions of an account and tells all workers when it commits. $1 account, $2 the one to end (0 = all of them), $3 the one to keep (0 = none).
-- Columns: token_hash, pg_notify (empty). Index: session_account.
with ended as (
    update session
    set revoked_at = now()
    where account_id = $1 and revoked_at is null and ($2::bigint = 0 or session_id = $2::bigint) and session_id <> $3::bigint
    returning token_hash
)
select token_hash, pg_notify('mall_session', encode(token_hash, 'hex')) from ended
