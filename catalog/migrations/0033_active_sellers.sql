-- What is on sale as lists show it: only of a producer and a station that are active.
create or replace view product_card as
select v.id as version_id, v.county_code, v.listing_id, v.title, v.category, v.produce, v.village_code, c.name as county_name, g.name as village_name,
    v.picture, o.name as producer_name, v.price_from_fen, v.no_reason_return, v.search_grams
from listing_version v
join listing l on l.id = v.listing_id and l.county_code = v.county_code
join organisation o on o.id = l.producer_id and o.county_code = l.county_code and o.state = 'active'
join organisation s on s.id = l.station_id and s.county_code = l.county_code and s.state = 'active'
left join region c on c.code = v.county_code and c.level = 3
left join region g on g.code = v.village_code and g.level = 5
where v.state = 'on_sale';
