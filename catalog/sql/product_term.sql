-- What suggestions are made of: names that lead to what is on sale. No parameters; at most 8,000, the commonest; titles of the newest 4,000. DB_SLOW.
-- Columns: kind (produce, county, producer, title), name, key (county code, producer, listing; '' for produce), products. Index: product_kind and
-- product_seller (all of them), product_newest.
with newest as (
    select p.title, p.listing_id
    from product_item p
    order by p.version_id desc
    limit 4000
)
select t.kind, t.name, t.key, t.products
from (
    select 'produce' as kind, s.produce as name, '' as key, sum(s.products)::bigint as products
    from product_shown s
    group by s.produce
    having sum(s.products) > 0
    union all
    select 'county', r.name, s.county_code, sum(s.products)::bigint
    from product_shown s
    join region r on r.code = s.county_code and r.level = 3
    group by r.name, s.county_code
    having sum(s.products) > 0
    union all
    select 'producer', o.name, s.producer_id::text, sum(s.products)::bigint
    from product_seller s
    join organisation o on o.id = s.producer_id and o.county_code = s.county_code and o.state = 'active'
    join organisation q on q.id = s.station_id and q.county_code = s.county_code and q.state = 'active'
    group by o.name, s.producer_id
    having sum(s.products) > 0
    union all
    select 'title', n.title, n.listing_id::text, 1
    from newest n
) t
order by t.products desc, t.kind, t.name
limit 8000
