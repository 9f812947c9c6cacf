-- Boxes of orders' lines that were refunded before the order was completed. $1 the first order, $2 the last. Binary columns: order_id, line_id, county_code, units. Index: order_refund_order,
-- refund_line primary key.
select r.order_id, f.line_id, f.county_code, f.quantity as units
from order_refund r
join refund_line f on f.refund_id = r.refund_id and f.county_code = r.county_code
where r.order_id between $1 and $2 and not r.after_completion
order by r.order_id
