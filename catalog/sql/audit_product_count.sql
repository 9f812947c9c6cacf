-- Counts of what is on lists, by kind, by seller and by county, that are not their number. Columns: subject, detail.
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
union all
select 'county:' || k.county_code, 'counted ' || coalesce(c.products, 0) || ' are ' || coalesce(n.products, 0) || ', or other parts of it'
from (select p.county_code from product p union select t.county_code from product_tally t) k
left join product_tally c on c.county_code = k.county_code
left join (select n.county_code, n.day, n.products, n.in_season, n.producers, n.picture, n.produce, n.season_produce, n.season_products, n.category, n.category_products,
               n.category_in_season
           from (select t.day, array_agg(t.county_code) as counties from product_tally t group by t.day) d
           cross join lateral product_tally_now(d.day, d.counties, false) n) n on n.county_code = k.county_code
where case when n.products is null then c.products is distinct from 0
           else row (c.day, c.products, c.in_season, c.producers, c.picture, c.produce, c.season_produce, c.season_products, c.category, c.category_products,
                    c.category_in_season)
               is distinct from row (n.day, n.products, n.in_season, n.producers, n.picture, n.produce, n.season_produce, n.season_products, n.category,
                    n.category_products, n.category_in_season) end
limit 20
