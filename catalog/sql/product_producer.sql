-- Who sells: $1 organisation id. Columns: producer_id, name, kind, uscc, county_name, township_name, village_name, products (on sale). Index: product_seller_producer.
select o.id as producer_id, o.name, o.kind, o.uscc, c.name as county_name, t.name as township_name, g.name as village_name,
    (select coalesce(sum(s.products), 0)::bigint from product_seller s where s.producer_id = o.id and s.county_code = o.county_code) as products
from organisation o
left join region c on c.code = o.county_code and c.level = 3
left join region t on t.code = o.township_code and t.level = 4
left join region g on g.code = o.village_code and g.level = 5
where o.id = $1
