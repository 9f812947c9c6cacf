-- Locks the stock of SKUs: their rows stand for all of it, whatever number of lots there are, and are locked in order. $1 SKU ids.
-- Columns: sku_id (of no interest: what was read before the locks were there may be old; stock_read.sql reads afterwards). Index: sku primary key.
select k.id as sku_id
from sku k
where k.id = any ($1::bigint[])
order by k.id
for no key update
