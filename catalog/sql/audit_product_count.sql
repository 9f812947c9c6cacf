-- Counts of what is on lists, by kind and by seller, that are not their number. Columns: subject, detail.
select 'kind:' || coalesce(k.county_code || '/' || k.produce, n.county_code || '/' || n.produce) as subject,
    'counted ' || coalesce(k.products, 0) || ' are ' || coalesce(n.products, 0) as detail
from product_kind k
full join (select p.county_code, p.category, p.produce, p.picture, p.season_from, p.season_to, count(*) as products
           from product p
           group by p.county_code, p.category, p.produce, p.picture, p.season_from, p.season_to) n
    on n.county_code = k.county_code and n.category = k.category and n.produce = k.produce and n.picture = k.picture and n.season_from = k.season_from
        and n.season_to = k.season_to
where coalesce(k.products, 0) <> coalesce(n.products, 0)
union all
select 'seller:' || coalesce(s.producer_id, n.producer_id), 'counted ' || coalesce(s.products, 0) || ' are ' || coalesce(n.products, 0)
from product_seller s
full join (select p.producer_id, p.county_code, p.station_id, count(*) as products from product p group by p.producer_id, p.county_code, p.station_id) n
    on n.producer_id = s.producer_id and n.county_code = s.county_code and n.station_id = s.station_id
where coalesce(s.products, 0) <> coalesce(n.products, 0)
limit 20
