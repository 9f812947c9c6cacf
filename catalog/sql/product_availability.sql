-- Boxes left of what is on sale under a listing, in open lots. $1 listing id. Index: primary keys.
-- Columns: sku_id, available.
select s.sku_id,
    (select coalesce(sum(t.available), 0)::bigint from stock t join lot o on o.id = t.lot_id where t.sku_id = s.sku_id and o.state = 'open') as available
from listing l
join listing_version v on v.id = l.current_version_id
join version_sku s on s.version_id = v.id
where l.id = $1 and v.state = 'on_sale'
order by s.sku_id
