-- Whether an order was completed more than $2 days ago. $1 order. Columns: late. Index: sale_order primary key.
select coalesce(o.completed_at < now() - $2::bigint * interval '1 day', false) as late
from sale_order o
where o.id = $1
