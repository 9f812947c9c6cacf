-- Whether an order was completed more than $2 days ago, or in a year that lies outside the books. $1 order. Columns: late, is_away. Index: sale_order primary key.
select coalesce(o.completed_at < now() - $2::bigint * interval '1 day', false) as late,
    o.id < (select f.objects_from from year_floor f) as is_away
from sale_order o
where o.id = $1
