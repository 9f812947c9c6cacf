-- Logs one move of many objects. $1 ids, $2 shard keys, $3 machine, $4 object ids, $5 from, $6 to, $7 actor, $8 reason, $9 stamp key, $10 request (null = of
-- no person), $11 household for which. Columns: none.
insert into state_log (id, shard_key, machine, object_id, from_state, to_state, actor_id, reason, at, stamp, request_id, on_behalf_of)
select n.id, n.shard_key, $3::text, n.object_id, $5::text, $6::text, $7::bigint, $8::text, now(),
       row_stamp($9::bytea, case when $10::text is null
           then record_send(row('state_log'::text, n.id, n.shard_key, $3::text, n.object_id, $5::text, $6::text, $7::bigint, $8::text, now()))
           else record_send(row('state_log'::text, n.id, n.shard_key, $3::text, n.object_id, $5::text, $6::text, $7::bigint, $8::text, now(), $10::text, $11::bigint)) end),
       $10::text, $11::bigint
from (select unnest($1::bigint[]) as id, unnest($2::text[]) as shard_key, unnest($4::bigint[]) as object_id) n
