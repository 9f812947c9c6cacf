-- Refunds that were paid back without a time, or whose number is not the newest of theirs. A clock may be ten minutes from the provider's.
-- $1 from which id on. Columns: subject, detail. Index: primary keys, state_log_object.
with newest as (
    select n.refund_id, n.county_code, n.number, n.closed_at, n.ordinal, max(n.ordinal) over (partition by n.refund_id) as last_ordinal
    from refund_number n
    where n.refund_id >= $1
)
select 'refund:' || r.id as subject, r.state || ' paid back ' || coalesce(r.done_at::text, 'never') || ' move ' || coalesce(g.at::text, 'never') as detail
from refund r
left join state_log g on g.object_id = r.id and g.shard_key = r.county_code and g.machine = 'refund' and g.to_state = 'succeeded'
where r.id >= $1 and r.id >= (select objects_from from year_floor) and ((r.done_at is null) <> (g.at is null) or r.done_at > g.at + interval '10 minutes' or r.done_at < r.created_at - interval '10 minutes'
   or (r.state = 'succeeded' and r.provider_refund_id is null))
union all
select 'refund:' || r.id, 'goes under ' || r.number || ', not under its newest number'
from refund r
left join newest n on n.refund_id = r.id and n.county_code = r.county_code and n.ordinal = n.last_ordinal
where r.id >= $1 and (n.number is distinct from r.number or (n.closed_at is not null) <> (r.state = 'closed'))
union all
select 'refund:' || n.refund_id, 'number ' || n.number || ' was never closed'
from newest n
where n.ordinal < n.last_ordinal and n.closed_at is null
limit 20
