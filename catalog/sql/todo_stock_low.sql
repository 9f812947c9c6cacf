-- A producer's SKUs on sale of which fewer than ten boxes are left. $1 organisation id.
-- Columns: count, oldest_at (always null: stock keeps no time). Index: listing_producer, version_sku primary key, stock_sellable.
select count(*) as count, null::timestamptz as oldest_at
from (select s.sku_id
      from listing l
      join version_sku s on s.version_id = l.current_version_id and s.county_code = l.county_code
      where l.producer_id = $1::bigint
        and 10 > (select coalesce(sum(t.available), 0)
                  from stock t
                  join lot o on o.id = t.lot_id and o.county_code = t.county_code
                  where t.sku_id = s.sku_id and t.county_code = s.county_code and t.sellable and o.state = 'open')
      limit 1000) n
