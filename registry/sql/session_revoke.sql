-- $1 SHA-256 of the token. Primary key.
update session
set revoked_at = now()
where token_hash = $1 and revoked_at is null
