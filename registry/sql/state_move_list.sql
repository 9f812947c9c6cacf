-- The moves of a household or an organisation, newest first. $1 machine, $2 id. Columns: from_state, to_state, actor_name ('' = the program itself), reason,
-- moved_at. Index: state_log_object.
select s.from_state, s.to_state, coalesce(a.display_name, '') as actor_name, s.reason, s.at as moved_at
from state_log s
left join account a on a.id = s.actor_id
where s.object_id = $2 and s.machine = $1
order by s.id desc
limit 100
