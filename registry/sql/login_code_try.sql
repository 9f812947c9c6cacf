-- Takes one of a code's tries. $1 hash of the phone, $2 tries a code takes.
-- Columns: code_hash, left (tries after this one). No row when there is no live code. Index: login_code primary key.
update login_code
set tries = tries + 1
where phone_hash = $1 and expires_at > now() and tries < $2::bigint
returning code_hash, $2::bigint - tries as "left"
