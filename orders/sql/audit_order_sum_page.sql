-- Orders as they are rolled up. $1 the first order, $2 the last. Binary columns: order_id, county_code, flags (1 matured, 2 plain, 4 it differed from the journal). Index: order_rolled primary key.
select f.order_id, f.county_code, f.is_matured::int + 2 * f.is_plain::int + 4 * (f.beyond is not null)::int as flags
from order_rolled f
where f.order_id between $1 and $2
order by f.order_id
