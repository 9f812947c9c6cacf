-- The next orders' entries, as they are stamped, in whole orders. $1 after order, $2 entries, and what more the last order has. Binary columns: order_id, content, stamp, reversed. Index: attribution_pool
-- primary key.
with page as (
    select l.order_id, l.line_id, l.pool_no, stamp_bytes(l) as content, l.stamp, l.reversed
    from attribution_pool l
    where l.order_id > $1
    order by l.order_id
    fetch first $2 rows with ties
)
select p.order_id, p.content, p.stamp, p.reversed
from page p
order by p.order_id, p.line_id, p.pool_no
