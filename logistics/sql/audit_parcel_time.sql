-- Parcels whose times are not those of their moves, or that travel without carrier or number. What was signed for by mistake is corrected, so the last time
-- counts. $1 from which id on. Columns: subject, detail. Index: state_log_object.
select 'parcel:' || p.id as subject,
       p.state || ' packed ' || p.packed_at || ' handed over ' || coalesce(p.handed_over_at::text, 'never') || ' signed ' || coalesce(p.signed_at::text, 'never') as detail
from parcel p
left join lateral (select max(g.at) filter (where g.to_state = 'handed_over') as handed_over_at, max(g.at) filter (where g.to_state = 'signed') as signed_at
                   from state_log g
                   where g.object_id = p.id and g.shard_key = p.county_code and g.machine = 'parcel') m on true
where p.id >= $1 and p.id >= (select objects_from from year_floor) and (p.handed_over_at is distinct from m.handed_over_at or p.packed_at > m.handed_over_at
   or (p.signed_at is null) <> (p.state <> 'signed') or p.signed_at > m.signed_at + interval '10 minutes'
   or (m.handed_over_at is not null and (p.carrier = '' or p.waybill_no is null)))
limit 20
