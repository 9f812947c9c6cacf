-- Stock rows of SKUs as they stand, oldest harvest first. $1 SKU ids. Index: stock primary key.
-- Columns: sku_id, lot_id, available, version_id (0 = not on sale), lot_open.
select s.sku_id, s.lot_id, s.available, coalesce(l.current_version_id, 0) as version_id, t.state = 'open' as lot_open
from stock s
join sku k on k.id = s.sku_id and k.county_code = s.county_code
join listing l on l.id = k.listing_id and l.county_code = k.county_code
join lot t on t.id = s.lot_id and t.county_code = s.county_code
where s.sku_id = any ($1::bigint[])
order by s.sku_id, t.harvested_on, s.lot_id
