-- Trades and orders whose times are not those of their moves. $1 from which id on. Columns: subject, detail.
-- Index: state_log_object.
select 'trade:' || t.id as subject, t.state || ' but placed ' || t.placed_at || ' paid ' || coalesce(t.paid_at::text, 'never') || ' cancelled ' || coalesce(t.cancelled_at::text, 'never') as detail
from trade t
left join state_log p on p.object_id = t.id and p.shard_key = t.county_code and p.machine = 'trade' and p.to_state = 'paid'
left join state_log c on c.object_id = t.id and c.shard_key = t.county_code and c.machine = 'trade' and c.to_state = 'cancelled'
where t.id >= $1 and t.id >= (select objects_from from year_floor) and (t.paid_at is distinct from p.at or t.cancelled_at is distinct from c.at or t.placed_at > coalesce(t.paid_at, t.cancelled_at)
   or (t.cancel_reason <> '') <> (t.cancelled_at is not null))
union all
select 'order:' || o.id, o.state || ' but placed ' || o.placed_at || ' paid ' || coalesce(o.paid_at::text, 'never') || ' completed ' || coalesce(o.completed_at::text, 'never')
from sale_order o
left join state_log p on p.object_id = o.id and p.shard_key = o.county_code and p.machine = 'order' and p.to_state = 'paid'
left join state_log c on c.object_id = o.id and c.shard_key = o.county_code and c.machine = 'order' and c.to_state = 'completed'
where o.id >= $1 and o.id >= (select objects_from from year_floor) and (o.paid_at is distinct from p.at or o.completed_at is distinct from c.at or o.placed_at > o.paid_at)
limit 20
