-- What is on sale, newest first. $1 county code or '', $2 cursor (versions below it), $3 limit.
-- Columns: _version_id, listing_id, title, category, produce, county_code, village_code, county_name, village_name, picture,
-- producer_name, price_from_fen, no_reason_return. Index: listing_version primary key, backwards.
select v.id as _version_id, v.listing_id, v.title, v.category, v.produce, v.county_code, v.village_code, c.name as county_name,
    g.name as village_name, v.picture, o.name as producer_name, p.price_from_fen, v.no_reason_return
from listing_version v
join listing l on l.id = v.listing_id
join organisation o on o.id = l.producer_id
left join region c on c.code = v.county_code and c.level = 3
left join region g on g.code = v.village_code and g.level = 5
cross join lateral (select min(s.price_fen) as price_from_fen from version_sku s where s.version_id = v.id) p
where v.state = 'on_sale' and ($1::text = '' or v.county_code = $1::text) and v.id < $2::bigint
order by v.id desc
limit $3::bigint
