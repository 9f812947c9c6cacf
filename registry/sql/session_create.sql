-- Begins a session. $1 SHA-256 of the token, $2 account, $3 hours until it expires. Columns: none.
insert into session (token_hash, account_id, expires_at)
values ($1, $2, now() + make_interval(hours => $3::bigint::int))
