-- Counties with what they sell. $1 today as 'MM-DD', $2 county code or null (all). DB_SLOW.
-- Columns: county_code, county_name, province_name, products, in_season, producers, produce (JSON, the commonest first, at most 12), picture.
-- Index: product_kind and product_seller (all of them; of one county their primary keys).
select c.county_code, n.name as county_name, r.name as province_name, c.products, c.in_season, coalesce(m.producers, 0) as producers, c.produce, c.picture
from (
    select p.county_code, sum(p.products)::bigint as products, sum(p.in_season)::bigint as in_season,
        json_agg(p.produce order by p.place) filter (where p.place <= 12) as produce, min(p.picture) filter (where p.place = 1) as picture
    from (select q.county_code, q.produce, sum(q.products) as products, min(q.picture) as picture,
              coalesce(sum(q.products) filter (where season_holds(q.season_from, q.season_to, $1::text)), 0) as in_season,
              row_number() over (partition by q.county_code order by sum(q.products) desc, q.produce) as place
          from product_shown q
          where $2::text is null or q.county_code = $2::text
          group by q.county_code, q.produce
          having sum(q.products) > 0) p
    group by p.county_code
) c
left join (
    select s.county_code, count(distinct s.producer_id) as producers
    from product_seller s
    join organisation o on o.id = s.producer_id and o.county_code = s.county_code and o.state = 'active'
    join organisation t on t.id = s.station_id and t.county_code = s.county_code and t.state = 'active'
    where s.products > 0 and ($2::text is null or s.county_code = $2::text)
    group by s.county_code
) m on m.county_code = c.county_code
left join region n on n.code = c.county_code and n.level = 3
left join region r on r.code = left(c.county_code, 2) || '0000' and r.level = 1
order by c.products desc, c.county_code
