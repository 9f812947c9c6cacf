-- Reservations that should have been given back: of ended orders, or more than the line still needs. A line has its number no later than within the hour of its order's.
-- $1 orders from which id on. Columns: subject, detail.
with held as (
    select r.line_id, r.county_code, sum(r.quantity - r.released - r.sold) as boxes
    from reservation r
    where r.line_id >= $1 - 15099494400000 and r.quantity - r.released - r.sold <> 0
    group by r.line_id, r.county_code
)
select 'line:' || l.id as subject, o.state || ' refunded ' || l.refunded_quantity || ' of ' || l.quantity || ' still reserves ' || h.boxes as detail
from held h
join order_line l on l.id = h.line_id and l.county_code = h.county_code
join sale_order o on o.id = l.order_id and o.county_code = l.county_code
where o.id >= $1 and h.boxes > case when o.state in ('cancelled', 'completed') then 0 else l.quantity - l.refunded_quantity end
limit 20
