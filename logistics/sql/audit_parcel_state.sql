-- Parcels whose state is not where their last move ended or, without moves, not an initial one. $1 initial states, $2 from which id on. Columns: subject, detail. Index: state_log_object.
-- Whose moves do not add up to a way from an initial state to where it is (state_mark) is looked at word by word. Objects and moves are put together by grouping, as no plan can make a product of it.
with chance as materialized (
    select (random() * 1000000000)::bigint as seed
), way as (
    select w.id, w.county_code, max(w.state) as state, sum(w.step) as way
    from (select n.id, n.county_code, n.state, null::bigint as step
          from parcel n
          where n.id >= $2
          union all
          select g.object_id, g.shard_key, null, state_mark(g.to_state, (select seed from chance)) - state_mark(g.from_state, (select seed from chance))
          from state_log g
          where g.machine = 'parcel' and g.object_id >= $2) w
    group by w.id, w.county_code
), doubtful as materialized (
    select w.id, w.county_code, w.state
    from way w
    where w.state is not null and case when w.way is null then w.state <> all ($1::text[])
                                       else (state_mark(w.state, (select seed from chance)) - w.way)
                                           <> all (array(select state_mark(i, (select seed from chance))::numeric from unnest($1::text[]) i)) end
)
select 'parcel:' || n.id as subject, 'is ' || n.state || ' log says ' || coalesce(l.state, 'nothing') as detail
from doubtful n
left join lateral state_end('parcel', n.id, n.county_code) l on true
where case when l.state is null then n.state <> all ($1::text[]) else n.state <> l.state end
limit 20
