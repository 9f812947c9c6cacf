-- Notes when the last parcel of a paid order came to its end, if that has changed; its row is locked. $1 order. Columns: none.
-- Index: primary keys, parcel_order, order_line_order.
update sale_order o
set ended_at = e.ended_at
from order_end e
where o.id = $1 and o.state = 'paid' and e.order_id = o.id and e.county_code = o.county_code and o.ended_at is distinct from e.ended_at
