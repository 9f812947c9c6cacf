-- $1 hash of the phone, $2 hash of the code. Column: used; no row when somebody else used it first. The row stays: it counts the day's codes. Primary key.
update login_code
set expires_at = now()
where phone_hash = $1 and code_hash = $2 and expires_at > now()
returning true as used
