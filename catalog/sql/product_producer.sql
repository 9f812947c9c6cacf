-- Who sells: $1 organisation id. Columns: producer_id, name, kind, uscc, county_name, township_name, village_name, products (on sale). Index: listing_producer.
select o.id as producer_id, o.name, o.kind, o.uscc, c.name as county_name, t.name as township_name, g.name as village_name,
    (select count(*) from listing l
     join listing_version v on v.id = l.current_version_id and v.county_code = l.county_code
     where l.producer_id = o.id and l.county_code = o.county_code and v.state = 'on_sale') as products
from organisation o
left join region c on c.code = o.county_code and c.level = 3
left join region t on t.code = o.township_code and t.level = 4
left join region g on g.code = o.village_code and g.level = 5
where o.id = $1
