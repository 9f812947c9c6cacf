-- Entries that matured at another time than their move says, or without one; reversals at another time than their transfer. Columns: subject, detail.
-- Index: state_log_object.
select 'entry:' || a.id as subject, a.state || ' matured ' || coalesce(a.matured_at::text, 'never') || ' move ' || coalesce(g.at::text, 'never') as detail
from attribution a
left join state_log g on g.object_id = a.id and g.shard_key = a.county_code and g.machine = 'attribution' and g.to_state = 'matured'
where a.matured_at is distinct from g.at
union all
select 'reversal:' || v.id, 'at ' || v.reversed_at || ' transfer ' || t.booked_at
from attribution_reversal v
join transfer t on t.cause_id = v.id and t.county_code = v.county_code and t.kind = 'reverse'
where t.booked_at <> v.reversed_at
limit 20
