-- Objects whose moves are not one way from an initial state, or were made by nobody. $1 machines, $2 their initial states (several joined by |), $3 from which id on: objects that were made before it are not looked at; $4 and $5 machines and the states that a move of theirs ends in. On
-- one way each state is left as often as entered, but for the first and the last. Ids do not tell the order: two processes may move an object within
-- one millisecond. With a number of chance for each state the sum over an object's moves is that of the first less that of the last: whose sum is not that of a way from an initial state to another
-- state that its machine knows is looked at state by state.
-- Columns: subject, detail.
with chance as materialized (
    select (random() * 1000000000)::bigint as seed
), initial as materialized (
    select m.machine, s.state
    from unnest($1::text[], $2::text[]) as m (machine, states), unnest(string_to_array(m.states, '|')) as s (state)
), moved as materialized (
    select g.machine, g.object_id, sum((hashtextextended(g.from_state, (select seed from chance)) >> 4) - (hashtextextended(g.to_state, (select seed from chance)) >> 4)) as way
    from state_log g
    where g.object_id >= $3
    group by g.machine, g.object_id
), way as materialized (
    select distinct i.machine, ((hashtextextended(i.state, (select seed from chance)) >> 4) - (hashtextextended(e.state, (select seed from chance)) >> 4))::numeric as way
    from initial i
    cross join unnest($4::text[], $5::text[]) as e (machine, state)
    where e.machine = i.machine and e.state <> i.state
), doubtful as materialized (
    select m.machine, m.object_id
    from moved m
    where not exists (select 1 from way w where w.machine = m.machine and w.way = m.way)
), flow as (
    select machine, object_id, state, sum(n) as surplus
    from (
        select g.machine, g.object_id, g.from_state as state, 1 as n from doubtful d join state_log g on g.object_id = d.object_id and g.machine = d.machine
        union all
        select g.machine, g.object_id, g.to_state, -1 from doubtful d join state_log g on g.object_id = d.object_id and g.machine = d.machine
    ) visit
    group by machine, object_id, state
)
select f.machine || ':' || f.object_id as subject, 'begins at ' || coalesce(string_agg(f.state, ' and ') filter (where f.surplus > 0), 'no initial state') as detail
from flow f
left join initial i on i.machine = f.machine and i.state = f.state
group by f.machine, f.object_id
having coalesce(sum(f.surplus) filter (where f.surplus > 0), 0) > 1
    or not coalesce(bool_or(i.state is not null) filter (where f.surplus > 0), bool_or(i.state is not null))
union all
select g.machine || ':' || g.object_id, g.from_state || ' -> ' || g.to_state || ' by ' || g.actor_id
from state_log g
where g.id >= $3 and g.actor_id > 2 and not exists (select 1 from account a where a.id = g.actor_id)
limit 20
