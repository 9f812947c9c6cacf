-- Keeps the keys of a batch. $1 accounts, $2 routes, $3 keys, $4 body hashes, $5 results, $6 stamps. Columns: none.
insert into idempotency_key (account_id, route, key, body_hash, result_id, stamp)
select n.account_id, n.route, n.key, n.body_hash, n.result_id, n.stamp
from (select unnest($1::bigint[]) as account_id, unnest($2::text[]) as route, unnest($3::text[]) as key, unnest($4::bytea[]) as body_hash,
             unnest($5::bigint[]) as result_id, unnest($6::bytea[]) as stamp) n
