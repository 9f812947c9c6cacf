-- Uses up all codes that were sent to a phone and are still good. $1 hashes of the phone under all keys. Columns: none. Index: login_code_expires.
update login_code
set expires_at = '-infinity'
where phone_hash = any ($1::bytea[]) and expires_at > now()
