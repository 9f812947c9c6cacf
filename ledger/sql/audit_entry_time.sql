-- Withheld shares that moved at another time than their move says, or without one. $1 from which id on. Columns: subject, detail. Index: state_log_object.
select 'entry:' || w.id as subject, w.state || ' moved ' || coalesce(w.moved_at::text, 'never') || ' move ' || coalesce(g.at::text, 'never') as detail
from withheld_share w
left join state_log g on g.object_id = w.id and g.shard_key = w.county_code and g.machine = 'attribution' and g.from_state = 'withheld'
where w.id >= $1 and w.id >= (select objects_from from year_floor) and (w.moved_at is distinct from g.at or (w.state = 'accrued') <> (w.released_fen is not null))
limit 20
