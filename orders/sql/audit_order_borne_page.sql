-- Orders that are noted as borne by their sellers. $1 the first order, $2 the last. Binary columns: order_id, county_code. Index: borne_order primary key.
select b.order_id, b.county_code
from borne_order b
where b.order_id between $1 and $2
order by b.order_id
