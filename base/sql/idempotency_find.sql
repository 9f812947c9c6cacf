-- Looks for an answered request. $1 account, $2 route, $3 key, $4 body hash. Columns: result_id, same_body. Index: idempotency_key_pk.
select result_id, body_hash = $4 as same_body
  from idempotency_key
 where account_id = $1 and route = $2 and key = $3
