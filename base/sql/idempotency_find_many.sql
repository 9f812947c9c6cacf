-- Keys that were used before. $1 accounts, $2 routes, $3 keys, $4 body hashes. Columns: position (1-based), result_id, same_body. Index: idempotency_key_pk.
select n.position, k.result_id, k.body_hash = n.body_hash
from unnest($1::bigint[], $2::text[], $3::text[], $4::bytea[]) with ordinality as n (account_id, route, key, body_hash, position)
join idempotency_key k on k.account_id = n.account_id and k.route = n.route and k.key = n.key
