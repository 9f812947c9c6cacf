-- Deletes keys after 30 days. $1 at most so many. Columns: none. Index: idempotency_key_created.
delete from idempotency_key
where (account_id, route, key) in (select account_id, route, key from idempotency_key where created_at < now() - interval '30 days' limit $1)
