-- The moves of a version, oldest first. $1 version id. Columns: from_state, to_state, actor_id, reason, moved_at. Index: state_log_object.
select s.from_state, s.to_state, s.actor_id, s.reason, s.at as moved_at
from state_log s
where s.object_id = $1 and s.machine = 'listing'
order by s.id
