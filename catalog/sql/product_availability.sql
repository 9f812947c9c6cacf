-- Boxes left of what is on sale under a listing, in open lots. $1 listing id. Index: primary keys, stock_sellable.
-- Columns: sku_id, available.
select s.sku_id,
    (select coalesce(sum(t.available), 0)::bigint
     from stock t
     join lot o on o.id = t.lot_id and o.county_code = t.county_code
     where t.sku_id = s.sku_id and t.county_code = s.county_code and t.sellable and o.state = 'open') as available
from listing l
join listing_version v on v.id = l.current_version_id and v.county_code = l.county_code
join version_sku s on s.version_id = v.id and s.county_code = v.county_code
where l.id = $1 and v.state = 'on_sale'
order by s.sku_id
