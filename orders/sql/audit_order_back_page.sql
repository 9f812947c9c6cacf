-- What refunds took back of entries of orders. $1 the first order, $2 the last. Binary columns: order_id, line_id, pool_no, county_code, amounts. Index: pool_reversal_pool.
select v.order_id, v.line_id, v.pool_no, v.county_code, v.amounts
from pool_reversal v
where v.order_id between $1 and $2 and v.refund_id <> 0
order by v.order_id
