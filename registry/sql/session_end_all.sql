-- Ends all sessions of an account. $1 account. Columns: none. Index: session_account.
update session
   set revoked_at = now()
 where account_id = $1 and revoked_at is null
