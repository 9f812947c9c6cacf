-- Locks the stock rows of SKUs in the one global order: SKU, harvest date, lot. $1 SKU ids.
-- Columns: sku_id (of no interest: what was read before the locks were there may be old; stock_read.sql reads afterwards). Index: stock primary key.
select s.sku_id
from stock s
join lot t on t.id = s.lot_id and t.county_code = s.county_code
where s.sku_id = any ($1::bigint[])
order by s.sku_id, t.harvested_on, s.lot_id
for no key update of s
