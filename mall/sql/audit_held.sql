-- Reservations that should have been given back: of cancelled orders, or more than the line still needs. Columns: subject, detail.
select 'line:' || l.id, o.state || ' still holds ' || sum(r.quantity - r.released - r.sold)
from sale_order o
join order_line l on l.order_id = o.id
join reservation r on r.line_id = l.id
where o.state in ('cancelled', 'completed')
group by l.id, o.state
having sum(r.quantity - r.released - r.sold) > 0
limit 20
