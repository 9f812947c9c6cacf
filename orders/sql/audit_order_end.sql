-- Paid orders that are noted to have ended at another time than their parcels, boxes and refunds say. $1 from which id on. Columns: subject, detail.
select 'order:' || o.id as subject, 'ended ' || coalesce(o.ended_at::text, 'not yet') || ', its parcels say ' || coalesce(e.ended_at::text, 'not yet') as detail
from sale_order o
join order_end e on e.order_id = o.id and e.county_code = o.county_code
where o.id >= $1 and o.ended_at is distinct from e.ended_at
limit 20
