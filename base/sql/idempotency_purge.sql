-- Forgets keys that no client can still be repeating, a bounded number at a time.
-- $1 age in days, $2 at most so many rows.
-- Result: none. Reads the table from its beginning, where the oldest rows lie; run it seldom, on a slow connection.
delete from idempotency_key
 where (account_id, route, key) in (
       select account_id, route, key
         from idempotency_key
        where created_at < now() - $1::bigint * interval '1 day'
        limit $2::bigint)
