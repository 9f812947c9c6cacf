-- Uses the code of a step up, and confirms the secret that made it. $1 account, $2 step, $3 the secret, sealed, by which it was judged.
-- Columns: account_id (no row when it was used, or the secret is another by now). Index: second_factor primary key.
update second_factor
set last_step = $2::bigint, confirmed_at = coalesce(confirmed_at, now())
where account_id = $1 and last_step < $2::bigint and secret_sealed = $3::bytea
returning account_id
