-- Keeps a code that is sent to a phone. $1 hash of the challenge, $2 hash of the phone, $3 hash of the code, $4 minutes it lives. Columns: none.
insert into login_code (challenge_hash, phone_hash, code_hash, expires_at)
values ($1::bytea, $2::bytea, $3::bytea, now() + make_interval(mins => $4::bigint::int))
