-- Reservations that should have been given back: of ended orders, or more than the line still needs.
-- $1 orders from which id on. Columns: subject, detail.
select 'line:' || l.id as subject, o.state || ' refunded ' || l.refunded_quantity || ' of ' || l.quantity || ' still reserves ' || sum(r.quantity - r.released - r.sold) as detail
from sale_order o
join order_line l on l.order_id = o.id and l.county_code = o.county_code
join reservation r on r.line_id = l.id and r.county_code = l.county_code
where o.id >= $1
group by l.id, l.quantity, l.refunded_quantity, o.state
having sum(r.quantity - r.released - r.sold) > case when o.state in ('cancelled', 'completed') then 0 else l.quantity - l.refunded_quantity end
limit 20
