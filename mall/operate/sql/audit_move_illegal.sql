-- Moves that no machine lists. $1 machines, $2 from, $3 to, $4 from which id on.
-- Columns: subject, detail.
select g.machine || ':' || g.object_id as subject, g.from_state || ' -> ' || g.to_state as detail
from state_log g
where g.id >= $4 and not exists (select 1 from unnest($1::text[], $2::text[], $3::text[]) as m (machine, from_state, to_state)
                  where m.machine = g.machine and m.from_state = g.from_state and m.to_state = g.to_state)
limit 20
