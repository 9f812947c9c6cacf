-- $1 SHA-256 of the token. Tells all workers when it commits, if the session was not ended before. Primary key.
-- Columns: pg_notify.
with ended as (
    update session
    set revoked_at = now()
    where token_hash = $1 and revoked_at is null
    returning token_hash
)
select pg_notify('mall_session', encode(token_hash, 'hex')) from ended
