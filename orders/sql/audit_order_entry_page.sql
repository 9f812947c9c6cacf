-- What was credited for lines of orders. $1 the first order, $2 the last. Binary columns: order_id, line_id, pool_no, county_code, roster_id, amounts, reversed (by the roster's places; null = none),
-- accrued_at. Index: attribution_pool primary key.
select a.order_id, a.line_id, a.pool_no, a.county_code, a.roster_id, a.amounts, a.reversed, a.accrued_at
from attribution_pool a
where a.order_id between $1 and $2
order by a.order_id, a.line_id, a.pool_no
