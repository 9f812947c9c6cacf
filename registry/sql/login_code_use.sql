-- Uses a code up, once. Not `now()`: that is when a transaction began, and one that began before us and waits for the row would still find it later than its
-- own. $1 hash of the challenge, $2 hash of the code.
-- Columns: used (no row when somebody else used it first). Index: login_code primary key.
update login_code
set expires_at = '-infinity'
where challenge_hash = $1 and code_hash = $2 and expires_at > now()
returning true as used
