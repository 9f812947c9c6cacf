-- Why a year cannot go yet: its orders that have not come to their end, or of which something may still come back. $1 the first id behind it. Columns: subject, detail. Index: sale_order primary key.
select 'order:' || o.id as subject, 'is ' || o.state as detail
from sale_order o
where o.id < $1::bigint and o.state in ('placed', 'paid')
union all
select 'refund:' || r.id, 'of order ' || f.order_id || ' is ' || r.state
from refund r
join order_refund f on f.refund_id = r.id and f.county_code = r.county_code
where f.order_id < $1::bigint and r.state <> 'succeeded'
limit 20
