-- A producer's SKUs on sale of which fewer than ten boxes are left. $1 organisation id.
-- Columns: count, oldest_at (always null: stock keeps no time). Index: listing_producer, lot_listing, version_sku primary key, stock_sellable.
-- Open lots are asked for once a listing: its SKUs share them.
select count(*) as count, null::timestamptz as oldest_at
from (select s.sku_id
      from (select l.current_version_id, l.county_code, array(select o.id from lot o where o.listing_id = l.id and o.county_code = l.county_code and o.state = 'open') as lots
            from listing l
            where l.producer_id = $1::bigint
            offset 0) l
      join version_sku s on s.version_id = l.current_version_id and s.county_code = l.county_code
      where 10 > (select coalesce(sum(t.available), 0)
                  from stock t
                  where t.sku_id = s.sku_id and t.county_code = s.county_code and t.sellable and t.lot_id = any (l.lots))
      limit 1000) n
