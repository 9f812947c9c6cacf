-- Stock rows of SKUs as they stand, oldest harvest first. $1 SKU ids. Index: stock primary key.
-- Columns: sku_id, lot_id, available, version_id (0 = not on sale, or its
-- producer or station is not active), lot_open.
select s.sku_id, s.lot_id, s.available, case when p.state = 'active' and q.state = 'active' then coalesce(l.current_version_id, 0) else 0 end as version_id, t.state = 'open' as lot_open
from stock s
join sku k on k.id = s.sku_id and k.county_code = s.county_code
join listing l on l.id = k.listing_id and l.county_code = k.county_code
join organisation p on p.id = l.producer_id and p.county_code = l.county_code
join organisation q on q.id = l.station_id and q.county_code = l.county_code
join lot t on t.id = s.lot_id and t.county_code = s.county_code
where s.sku_id = any ($1::bigint[])
order by s.sku_id, t.harvested_on, s.lot_id
