-- Takes one of a code's tries. $1 hash of the challenge, $2 hash of the phone, $3 tries a code takes.
-- Columns: code_hash, left (tries after this one). No row when there is no live code. Index: login_code primary key.
update login_code
set tries = tries + 1
where challenge_hash = $1 and phone_hash = $2 and expires_at > now() and tries < $3::bigint
returning code_hash, $3::bigint - tries as "left"
