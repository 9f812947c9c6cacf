-- Forgets keys that no client can still be repeating, a bounded number at a time.
-- $1 age in days, $2 at most so many rows.
-- Result: none. Relies on index idempotency_key_created.
delete from idempotency_key
 where (account_id, route, key) in (
       select account_id, route, key
         from idempotency_key
        where created_at < now() - $1::bigint * interval '1 day'
        order by created_at
        limit $2::bigint)
