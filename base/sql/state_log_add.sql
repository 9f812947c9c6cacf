-- Logs one move of many objects. $1 ids, $2 shard keys, $3 machine, $4 object ids, $5 from, $6 to, $7 actor, $8 reason, $9 stamp key. Columns: none.
insert into state_log (id, shard_key, machine, object_id, from_state, to_state, actor_id, reason, at, stamp)
select n.id, n.shard_key, $3::text, n.object_id, $5::text, $6::text, $7::bigint, $8::text, now(),
       row_stamp($9::bytea, record_send(row('state_log'::text, n.id, n.shard_key, $3::text, n.object_id, $5::text, $6::text, $7::bigint, $8::text, now())))
from (select unnest($1::bigint[]) as id, unnest($2::text[]) as shard_key, unnest($4::bigint[]) as object_id) n
