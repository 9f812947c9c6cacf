-- A session has brought its second proof, or ($2 false) all of an account's have lost it; all workers hear of it when it commits. $1 account, $2 session
-- (0 = all of them), $3 whether it is proved. Columns: pg_notify (empty). Index: session_account.
with changed as (
    update session
    set second_at = case when $3::boolean then now() end, second_tries = 0, second_tried_at = null
    where account_id = $1 and ($2::bigint = 0 or session_id = $2::bigint)
    returning token_hash
)
select pg_notify('mall_session', encode(token_hash, 'hex')) from changed
