-- Payment attempts whose state is not where their last move ended or, without moves, not an initial one. $1 initial states, $2 from which id on. Columns: subject, detail. Index: state_log_object.
-- Who went from state to state leaves behind the difference of two states: with a number of chance for each state, the sum over the moves is that of the last less that of the first. Whose
-- sum is not that of a way from an initial state to where it is, is looked at word by word. Objects and moves are put together by grouping, as no plan can make a product of it.
with chance as materialized (
    select (random() * 1000000000)::bigint as seed
), way as (
    select w.id, w.county_code, max(w.state) as state, sum(w.step) as way
    from (select n.id, n.county_code, n.state, null::bigint as step
          from payment_attempt n
          where n.id >= $2
          union all
          select g.object_id, g.shard_key, null, (hashtextextended(g.to_state, (select seed from chance)) >> 4) - (hashtextextended(g.from_state, (select seed from chance)) >> 4)
          from state_log g
          where g.machine = 'payment' and g.object_id >= $2) w
    group by w.id, w.county_code
), doubtful as materialized (
    select w.id, w.county_code, w.state
    from way w
    where w.state is not null and case when w.way is null then w.state <> all ($1::text[])
                                       else ((hashtextextended(w.state, (select seed from chance)) >> 4) - w.way)
                                           <> all (array(select (hashtextextended(i, (select seed from chance)) >> 4)::numeric from unnest($1::text[]) i)) end
)
select 'payment:' || n.id as subject, 'is ' || n.state || ' log says ' || coalesce(l.state, 'nothing') as detail
from doubtful n
left join lateral (select v.state
                   from state_log g
                   cross join lateral (values (g.from_state, 1), (g.to_state, -1)) v (state, n)
                   where g.machine = 'payment' and g.object_id = n.id and g.shard_key = n.county_code
                   group by v.state
                   having sum(v.n) < 0) l on true
where case when l.state is null then n.state <> all ($1::text[]) else n.state <> l.state end
limit 20
