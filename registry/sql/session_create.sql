-- Begins a session. $1 SHA-256 of the token, $2 account, $3 hours until it expires, $4 device, $5 network, $6 its number. Columns: none.
insert into session (token_hash, account_id, expires_at, device, network, session_id)
values ($1, $2, now() + make_interval(hours => $3::bigint::int), $4::text, $5::text, $6::bigint)
