-- Needs whose state is not where their last move ended or, without moves, not an initial one. $1 initial states, $2 from which id on. Columns: subject, detail.
select 'need:' || n.id as subject, 'is ' || n.state || ' log says ' || coalesce(l.state, 'nothing') as detail
from need n
left join state_log_end l on l.machine = 'need' and l.object_id = n.id and l.shard_key = n.county_code and l.object_id >= $2
where n.id >= $2 and case when l.state is null then n.state <> all ($1::text[]) else n.state <> l.state end
limit 20
