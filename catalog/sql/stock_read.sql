-- Stock rows of SKUs that have boxes left, oldest harvest first; a SKU of which nothing is left has one row without a lot. $1 SKU ids.
-- Columns: sku_id, lot_id (0 = nothing is left), available, version_id (0 = not on sale, or its producer or station is not active, or a paper of the producer's has expired), lot_open.
-- Index: sku primary key, stock_sellable, primary keys.
select k.id as sku_id, coalesce(s.lot_id, 0) as lot_id, coalesce(s.available, 0) as available,
    case when p.state = 'active' and q.state = 'active' and coalesce(p.papers_until, 'infinity') >= (now() at time zone 'Asia/Shanghai')::date then coalesce(l.current_version_id, 0) else 0 end as version_id,
    coalesce(t.state = 'open', false) as lot_open
from sku k
join listing l on l.id = k.listing_id and l.county_code = k.county_code
join organisation p on p.id = l.producer_id and p.county_code = l.county_code
join organisation q on q.id = l.station_id and q.county_code = l.county_code
left join stock s on s.sku_id = k.id and s.county_code = k.county_code and s.sellable
left join lot t on t.id = s.lot_id and t.county_code = s.county_code
where k.id = any ($1::bigint[])
order by k.id, t.harvested_on, s.lot_id
