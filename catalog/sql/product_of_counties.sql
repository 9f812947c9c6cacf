-- The newest product of each county, newest first. $1 limit. DB_SLOW.
-- Columns: listing_id, title, picture, county_name, village_name, price_from_fen. Index: listing_version_county (all of it).
select n.listing_id, n.title, n.picture, c.name as county_name, g.name as village_name, n.price_from_fen
from (select distinct on (v.county_code) v.id, v.county_code, v.listing_id, v.title, v.picture, v.village_code, v.price_from_fen
      from listing_version v
      where v.state = 'on_sale'
      order by v.county_code, v.id desc) n
left join region c on c.code = n.county_code and c.level = 3
left join region g on g.code = n.village_code and g.level = 5
order by n.id desc
limit $1::bigint
