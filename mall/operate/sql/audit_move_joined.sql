-- Objects whose moves are not one way from an initial state, or were made by nobody. $1 machines, $2 their initial states (several joined by |), $3 from which id on: objects that were made before it are not looked at. On
-- one way each state is left as often as entered, but for the first and the last. Ids do not tell the order: two processes may move an object within
-- one millisecond.
-- Columns: subject, detail.
with initial as (
    select m.machine, s.state
    from unnest($1::text[], $2::text[]) as m (machine, states), unnest(string_to_array(m.states, '|')) as s (state)
), flow as (
    select machine, object_id, state, sum(n) as surplus
    from (
        select machine, object_id, from_state as state, 1 as n from state_log where object_id >= $3
        union all
        select machine, object_id, to_state, -1 from state_log where object_id >= $3
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
