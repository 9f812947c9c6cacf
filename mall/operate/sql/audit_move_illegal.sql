-- Moves that no machine lists. $1 machines, $2 from, $3 to, $4 from which id on.
-- Columns: subject, detail.
select g.machine || ':' || g.object_id as subject, g.from_state || ' -> ' || g.to_state as detail
from state_log g
where g.id >= $4 and not exists (select 1 from (select unnest($1::text[]) as machine, unnest($2::text[]) as from_state, unnest($3::text[]) as to_state) m
                  where m.machine = g.machine and m.from_state = g.from_state and m.to_state = g.to_state)
limit 20
