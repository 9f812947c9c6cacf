-- Whether an order has anything left to be sent: it is paid, and boxes are not packed or a packed parcel has not left. $1 order. Columns: to_ship, deleted (its address).
-- The state is compared so that no index of the few in it is taken: a plan made while they were few would go on to read all of it.
-- Index: sale_order primary key, order_line_order, reservation primary key, parcel_order.
select o.state = 'paid'
    and (exists (select 1
                 from order_line l
                 join reservation r on r.line_id = l.id and r.county_code = l.county_code
                 where l.order_id = o.id and l.county_code = o.county_code and r.quantity > r.released + r.sold)
         or exists (select 1 from parcel p where p.order_id = o.id and p.county_code = o.county_code and coalesce(p.state, '') = 'packed')) as to_ship,
    o.address_deleted_at is not null as deleted
from sale_order o
where o.id = $1
