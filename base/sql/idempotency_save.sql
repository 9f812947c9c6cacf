-- Remembers what a request made. A twin that runs at the same moment fails on idempotency_key_pk.
-- $1 account, $2 route, $3 key, $4 body hash, $5 id of what was made, $6 stamp. Columns: none.
insert into idempotency_key (account_id, route, key, body_hash, result_id, stamp)
values ($1, $2, $3, $4, $5, $6)
