-- Entries that are not as they were written, in whole orders. $1 stamp key, $2 after order, $3 rows, and what more the last order has. Columns: last_id, row_count, bad. Index: attribution_pool
-- primary key.
with page as (
    select t.order_id, t.line_id, t.pool_no, t.stamp is not distinct from row_stamp($1::bytea, stamp_bytes(t)) as fits
    from attribution_pool t
    where t.order_id > $2
    order by t.order_id
    fetch first $3 rows with ties
)
select max(order_id) as last_id, least(count(*), $3) as row_count, string_agg('line:' || line_id || '/' || pool_no, ' ') filter (where not fits) as bad
from page
