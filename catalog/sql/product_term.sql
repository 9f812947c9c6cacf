-- What suggestions are made of: names that lead to what is on sale. No parameters; at most 8,000, the commonest. DB_SLOW.
-- Columns: kind (produce, county, producer, title), name, key (county code, producer, listing; '' for produce), products. Index: listing_version_on_sale
-- (all of it).
select t.kind, t.name, t.key, t.products
from (
    select 'produce' as kind, p.produce as name, '' as key, count(*) as products from product_card p group by p.produce
    union all
    select 'county', p.county_name, p.county_code, count(*) from product_card p where p.county_name is not null group by p.county_name, p.county_code
    union all
    select 'producer', p.producer_name, l.producer_id::text, count(*)
    from product_card p
    join listing l on l.id = p.listing_id and l.county_code = p.county_code
    group by p.producer_name, l.producer_id
    union all
    select 'title', p.title, p.listing_id::text, 1 from product_card p
) t
order by t.products desc, t.kind, t.name
limit 8000
