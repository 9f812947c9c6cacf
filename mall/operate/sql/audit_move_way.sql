-- Objects whose moves may not be one way from an initial state to another state that a move ends in. $1 machines, $2 their initial states (several joined by |), $3 from which id on: objects that were made
-- before it are not looked at; $4 and $5 machines and the states that their moves end in. On one way each state is left as often as entered, but for the first and the last: with a number of chance
-- for each state the sum over an object's moves is that of the first less that of the last, whatever lies between. What comes back to where it began is among them.
-- Columns: machine, object_id.
with chance as materialized (
    select (random() * 1000000000)::bigint as seed
), moved as materialized (
    select g.machine, g.object_id, sum((hashtextextended(g.from_state, (select seed from chance)) >> 4) - (hashtextextended(g.to_state, (select seed from chance)) >> 4)) as way
    from state_log g
    where g.object_id >= $3
    group by g.machine, g.object_id
), way as materialized (
    select distinct m.machine, ((hashtextextended(s.state, (select seed from chance)) >> 4) - (hashtextextended(e.state, (select seed from chance)) >> 4))::numeric as way
    from (select unnest($1::text[]) as machine, unnest($2::text[]) as states) m, unnest(string_to_array(m.states, '|')) as s (state), (select
                 unnest($4::text[]) as machine, unnest($5::text[]) as state) e
    where e.machine = m.machine and e.state <> s.state
)
select m.machine, m.object_id
from moved m
where not exists (select 1 from way w where w.machine = m.machine and w.way = m.way)
order by m.object_id
limit 100000
