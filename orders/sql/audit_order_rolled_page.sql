-- Orders as they are in the sums of sales. $1 the first order, $2 the last. Binary columns: order_id, county_code, flags (1 completed, 2 waiting, 4 borne), waited_s, freight_refunded_fen (null = nothing),
-- taken_back. Index: sale_rolled primary key.
select f.order_id, f.county_code, f.is_completed::int + 2 * f.is_waiting::int + 4 * f.is_borne::int as flags, f.waited_s, nullif(f.freight_refunded_fen, 0) as freight_refunded_fen, f.taken_back
from sale_rolled f
where f.order_id between $1 and $2
order by f.order_id
