-- Lots grown under a region's code with their stock, newest first. $1 region code (county, township or village), $2 cursor (lots below it), $3 limit,
-- $4 states that are wanted.
-- Columns: lot_id (the cursor), id, listing_id, producer_id, producer_name, title, county_code, trace_code, village_code, village_name, harvested_on,
-- weight_g, lost_g, state, created_at, stock (JSON). Index: lot_county.
select t.id as lot_id, t.id, t.listing_id, t.producer_id, o.name as producer_name,
    (select v.title from listing_version v where v.listing_id = t.listing_id and v.county_code = t.county_code order by v.version_no desc limit 1) as title,
    t.county_code, t.trace_code, t.village_code, g.name as village_name, t.harvested_on, t.weight_g, t.lost_g, t.state, t.created_at,
    (select coalesce(json_agg(json_build_object('sku_id', k.id::text, 'spec', k.spec, 'net_weight_g', k.net_weight_g, 'received', s.received,
            'available', s.available, 'reserved', s.reserved, 'sold', s.sold, 'written_off', s.written_off) order by k.id), '[]')
     from sku k
     join stock s on s.sku_id = k.id and s.county_code = k.county_code and s.lot_id = t.id
     where k.listing_id = t.listing_id and k.county_code = t.county_code) as stock
from (select t.id, t.listing_id, t.producer_id, t.county_code, t.trace_code, t.village_code, t.harvested_on, t.weight_g, t.lost_g, t.state, t.created_at
      from lot t
      where t.county_code = left($1::text, 6) and starts_with(t.village_code, $1::text) and t.id < $2::bigint and t.state = any ($4::text[])
      order by t.id desc
      limit $3::bigint) t
left join organisation o on o.id = t.producer_id and o.county_code = t.county_code
left join region g on g.code = t.village_code and g.level = 5
order by t.id desc
