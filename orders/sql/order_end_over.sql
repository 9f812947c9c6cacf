-- Whether the last parcel of a paid order came to its end more than $2 hours ago. $1 order. Columns: is_over. Index: primary keys, parcel_order, order_line_order.
select coalesce(ended_at < now() - $2::bigint * interval '1 hour', false) as is_over
from order_end
where order_id = $1
