-- Orders of a range whose entries have matured, and when. $1 the first order, $2 the last. Binary columns: order_id, county_code, matured_at. Index: maturity primary key.
select m.order_id, m.county_code, m.matured_at
from maturity m
where m.order_id between $1 and $2
order by m.order_id
