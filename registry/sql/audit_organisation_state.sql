-- Organisations whose state is not where their last move ended or, without moves, not an initial one. $1 initial states, $2 from which id on. Columns: subject, detail.
select 'organisation:' || n.id as subject, 'is ' || n.state || ' log says ' || coalesce(l.state, 'nothing') as detail
from organisation n
left join lateral (select v.state
                   from state_log g
                   cross join lateral (values (g.from_state, 1), (g.to_state, -1)) v (state, n)
                   where g.machine = 'organisation' and g.object_id = n.id and g.shard_key = n.county_code
                   group by v.state
                   having sum(v.n) < 0) l on true
where n.id >= $2 and case when l.state is null then n.state <> all ($1::text[]) else n.state <> l.state end
limit 20
