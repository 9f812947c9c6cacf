-- Moves that do not begin where the one before ended, or whose actor is nobody. $1 machines, $2 their initial states (several joined by |). Columns: subject, detail.
select machine || ':' || object_id, coalesce(before, 'start') || ' then ' || from_state || ' -> ' || to_state || ' by ' || actor_id
from (
    select g.machine, g.object_id, g.from_state, g.to_state, g.actor_id, lag(g.to_state) over (partition by g.machine, g.object_id order by g.id) as before
    from state_log g
) s
where (before is not null and before <> from_state)
   or (before is null and not exists (select 1 from unnest($1::text[], $2::text[]) as m (machine, initial)
                                      where m.machine = s.machine and from_state = any (string_to_array(m.initial, '|'))))
   or (actor_id > 2 and not exists (select 1 from account a where a.id = s.actor_id))
limit 20
