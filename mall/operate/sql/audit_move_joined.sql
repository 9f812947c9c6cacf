-- Objects whose moves are not one way from an initial state, or were made by nobody. $1 machines, $2 their initial states (several joined by |), $3 from which id on: objects that were made before it are not looked at;
-- $4 and $5 machines and the states that their moves end in. On one way each state is left as often as entered, but for the first and the last. Ids do not tell the order: two processes may
-- move an object within one millisecond. Whose moves add up (state_mark) to a way from an initial state to another that a move ends in is on one; the others, among them who came back to where
-- they began, are looked at word by word. Machines $6 are known to join up but for objects $7, and $8 says whether
-- somebody may have no account (mall/operate/audit_move.h). Index: state_log_object.
-- Columns: subject, detail.
with chance as materialized (
    select (random() * 1000000000)::bigint as seed
), initial as materialized (
    select m.machine, s.state
    from (select unnest($1::text[]) as machine, unnest($2::text[]) as states) m, unnest(string_to_array(m.states, '|')) as s (state)
), moved as materialized (
    select g.machine, g.object_id, g.shard_key, sum(state_mark(g.from_state, (select seed from chance)) - state_mark(g.to_state, (select seed from chance))) as way
    from (select g.machine, g.object_id, g.shard_key, g.from_state, g.to_state
          from state_log g
          where cardinality($6::text[]) < cardinality($1::text[]) and g.object_id >= $3 and g.machine <> all ($6::text[])
          union all
          select g.machine, g.object_id, g.shard_key, g.from_state, g.to_state
          from state_log g
          where g.object_id >= $3 and g.object_id = any ($7::bigint[]) and g.machine = any ($6::text[])) g
    group by g.machine, g.object_id, g.shard_key
), way as materialized (
    select distinct i.machine, (state_mark(i.state, (select seed from chance)) - state_mark(e.state, (select seed from chance)))::numeric as way
    from initial i
    join (select unnest($4::text[]) as machine, unnest($5::text[]) as state) e on e.machine = i.machine and e.state <> i.state
), doubtful as materialized (
    select m.machine, m.object_id, m.shard_key
    from moved m
    where not exists (select 1 from way w where w.machine = m.machine and w.way = m.way)
), flow as (
    select visit.machine, visit.object_id, visit.state, sum(visit.n) as surplus
    from (
        select g.machine, g.object_id, v.state, v.n
        from doubtful d
        join state_log g on g.object_id = d.object_id and g.machine = d.machine and g.shard_key = d.shard_key
        cross join lateral (values (g.from_state, 1), (g.to_state, -1)) v (state, n)
    ) visit
    group by visit.machine, visit.object_id, visit.state
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
where $8::boolean and g.id >= $3 and g.actor_id > 2 and not exists (select 1 from account a where a.id = g.actor_id)
limit 20
