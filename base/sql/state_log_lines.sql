-- Moves by the columns that they are stamped by, in their order. $1 from id, $2 below id, $3 limit. Binary columns: id, shard_key, machine, object_id, from_state, to_state, actor_id, reason, at,
-- request_id, on_behalf_of, stamp. Index: state_log primary key.
select t.id, t.shard_key, t.machine, t.object_id, t.from_state, t.to_state, t.actor_id, t.reason, t.at, t.request_id, t.on_behalf_of, t.stamp
from state_log t
where t.id >= $1 and t.id < $2
order by t.id
limit $3
