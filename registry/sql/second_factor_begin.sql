-- Keeps a new secret, in the place of one that was never confirmed. $1 account, $2 secret, sealed.
-- Columns: account_id (no row when one is confirmed already). Index: second_factor primary key.
insert into second_factor as f (account_id, secret_sealed)
values ($1::bigint, $2::bytea)
on conflict (account_id) do update
set secret_sealed = excluded.secret_sealed, last_step = 0, wrong = 0, wrong_at = null, created_at = now()
where f.confirmed_at is null
returning f.account_id
