-- The next orders' entries, by the columns that they are stamped by, in whole orders. $1 after order, $2 entries, and what more the last order has. Binary columns: order_id, line_id, pool_no, id,
-- county_code, roster_id, amounts, accrued_at, stamp, reversed. Index: attribution_pool primary key.
with page as (
    select l.order_id, l.line_id, l.pool_no, l.id, l.county_code, l.roster_id, l.amounts, l.accrued_at, l.stamp, l.reversed
    from attribution_pool l
    where l.order_id > $1
    order by l.order_id
    fetch first $2 rows with ties
)
select p.order_id, p.line_id, p.pool_no, p.id, p.county_code, p.roster_id, p.amounts, p.accrued_at, p.stamp, p.reversed
from page p
order by p.order_id, p.line_id, p.pool_no
