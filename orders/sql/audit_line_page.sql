-- The next lines and where their orders stand. $1 after line id, $2 lines. Columns: last_id (0 = there are none), first_order, last_order. Index: order_line primary key.
select coalesce(max(p.id), 0) as last_id, coalesce(min(p.order_id), 0) as first_order, coalesce(max(p.order_id), 0) as last_order
from (select l.id, l.order_id from order_line l where l.id > $1 order by l.id limit $2) p
