-- All sessions of an account have lost their second proof; all workers hear of it when it commits. $1 account. Columns: pg_notify (empty).
-- Index: session_account.
with changed as (
    update session
    set second_at = null, second_tries = 0, second_tried_at = null
    where account_id = $1
    returning token_hash
)
select pg_notify('mall_session', encode(token_hash, 'hex')) from changed
