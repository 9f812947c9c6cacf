-- Keys that were used before. $1 accounts, $2 routes, $3 keys, $4 body hashes. Columns: position (from 1), result_id, same_body. Index: idempotency_key_pk.
-- `limit` keeps the look-up by key whatever the planner believes: the plan is kept, and the table grows by thousands of rows a second from an empty one.
select n.position, k.result_id, k.body_hash = n.body_hash as same_body
from (select unnest($1::bigint[]) as account_id, unnest($2::text[]) as route, unnest($3::text[]) as key, unnest($4::bytea[]) as body_hash,
             generate_subscripts($1::bigint[], 1) as position) n
cross join lateral (
    select i.result_id, i.body_hash
    from idempotency_key i
    where i.account_id = n.account_id and i.route = n.route and i.key = n.key
    limit 1
) k
