-- Counts of what is on lists, by kind, by seller, by county and of all counties, that are not their number. Columns: subject, detail.
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
union all
-- a county whose row changed since is added by who reads, as it is now
select 'summed:' || t.county_code, 'what the sums of all counties have of it is not what it sells'
from product_tally t
left join product_summed s on s.county_code = t.county_code
where t.summed
    and (row (s.products, s.season_produce, s.season_products, s.category, s.category_products, s.category_in_season)
             is distinct from row (t.products, t.season_produce, t.season_products, t.category, t.category_products, t.category_in_season)
         or t.day is distinct from (select c.day from product_country c))
union all
select 'summed:all', 'counted ' || coalesce(c.counties, 0) || ' counties are ' || n.counties || ', or other parts of it'
from product_country_now() n
left join product_country c on true
where row (coalesce(c.counties, 0), coalesce(c.category, '{}'), coalesce(c.category_products, '{}'), coalesce(c.category_in_season, '{}'), coalesce(c.produce, '{}'),
          coalesce(c.produce_counties, '{}'), coalesce(c.produce_products, '{}'))
    is distinct from row (n.counties, n.category, n.category_products, n.category_in_season, n.produce, n.produce_counties, n.produce_products)
limit 20
