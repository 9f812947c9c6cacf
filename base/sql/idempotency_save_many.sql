-- Keeps the keys of a batch. $1 accounts, $2 routes, $3 keys, $4 body hashes, $5 results, $6 stamps. Columns: none.
insert into idempotency_key (account_id, route, key, body_hash, result_id, stamp)
select n.account_id, n.route, n.key, n.body_hash, n.result_id, n.stamp
from unnest($1::bigint[], $2::text[], $3::text[], $4::bytea[], $5::bigint[], $6::bytea[]) as n (account_id, route, key, body_hash, result_id, stamp)
