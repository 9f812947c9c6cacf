-- Stock rows of SKUs that have boxes left, and of some lots whether they have any or not, oldest harvest first. $1 and $2 SKU and lot ids, in pairs.
-- Columns: sku_id, lot_id, available, version_id, lot_open (all as in stock_read). Index: stock_sellable, primary keys.
select s.sku_id, s.lot_id, s.available, case when p.state = 'active' and q.state = 'active' and coalesce(p.papers_until, 'infinity') >= (now() at time zone 'Asia/Shanghai')::date then coalesce(l.current_version_id, 0) else 0 end as version_id,
    t.state = 'open' as lot_open
from (select b.sku_id, b.lot_id, b.county_code, b.available from stock b where b.sku_id = any ($1::bigint[]) and b.sellable
      union
      select b.sku_id, b.lot_id, b.county_code, b.available
      from (select unnest($1::bigint[]) as sku_id, unnest($2::bigint[]) as lot_id) n
      join stock b on b.sku_id = n.sku_id and b.lot_id = n.lot_id) s
join sku k on k.id = s.sku_id and k.county_code = s.county_code
join listing l on l.id = k.listing_id and l.county_code = k.county_code
cross join lateral (select g.state, g.papers_until from organisation g where g.id = l.producer_id and g.county_code = l.county_code offset 0) p
cross join lateral (select g.state from organisation g where g.id = l.station_id and g.county_code = l.county_code offset 0) q
join lot t on t.id = s.lot_id and t.county_code = s.county_code
order by s.sku_id, t.harvested_on, s.lot_id
