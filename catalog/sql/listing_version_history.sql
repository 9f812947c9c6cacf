-- The moves of a version, oldest first. $1 version id. Columns: from_state, to_state, actor_id, actor_name ('' = the program itself), reason, moved_at. Index:
-- state_log_object.
select s.from_state, s.to_state, s.actor_id, coalesce(a.display_name, '') as actor_name, s.reason, s.at as moved_at
from state_log s
left join account a on a.id = s.actor_id
where s.object_id = $1 and s.machine = 'listing'
order by s.id
