-- Batches that a listing is sold from now, oldest harvest first, as buyers see them. $1 listing. At most 6.
-- Columns: trace_code, harvested_on, village_name. Indexes: lot_listing, stock primary key.
select t.trace_code, t.harvested_on, coalesce(v.name, '') as village_name
from lot t
left join region v on v.code = t.village_code and v.level = 5
where t.listing_id = $1 and t.state = 'open'
    and exists (select 1 from sku k join stock s on s.sku_id = k.id and s.county_code = k.county_code
                where k.listing_id = t.listing_id and k.county_code = t.county_code and s.lot_id = t.id and s.available > 0)
order by t.harvested_on, t.id
limit 6
