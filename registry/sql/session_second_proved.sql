-- A session has brought its second proof; all workers hear of it when it commits. $1 account, $2 session. Columns: pg_notify (empty).
-- Index: session_account.
with changed as (
    update session
    set second_at = now(), second_tries = 0, second_tried_at = null
    where account_id = $1 and session_id = $2::bigint
    returning token_hash
)
select pg_notify('mall_session', encode(token_hash, 'hex')) from changed
