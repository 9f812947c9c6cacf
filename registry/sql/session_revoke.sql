-- Ends a session and tells all workers when it commits, if it was not ended before. $1 SHA-256 of the token.
-- Columns: pg_notify (empty). Index: session primary key.
with ended as (
    update session
    set revoked_at = now()
    where token_hash = $1 and revoked_at is null
    returning token_hash
)
select pg_notify('mall_session', encode(token_hash, 'hex')) from ended
