-- Counties with what they sell. $1 today as 'MM-DD', $2 county code or null (all). DB_SLOW.
-- Columns: county_code, county_name, province_name, products, in_season, producers, produce (JSON, the commonest first, at most 12), picture.
-- Index: listing_version_county (all of it).
select c.county_code, c.county_name, r.name as province_name, c.products, c.in_season, c.producers, c.produce, c.picture
from (
    select p.county_code, p.county_name, sum(p.products)::bigint as products, sum(p.in_season)::bigint as in_season,
        (select count(distinct l.producer_id) from listing l
         join listing_version x on x.id = l.current_version_id and x.county_code = l.county_code
         where l.county_code = p.county_code and x.state = 'on_sale') as producers,
        json_agg(p.produce order by p.place) filter (where p.place <= 12) as produce, min(p.picture) filter (where p.place = 1) as picture
    from (select q.county_code, q.county_name, q.produce, count(*) as products, min(q.picture) as picture,
              count(*) filter (where season_holds(v.season_from, v.season_to, $1::text)) as in_season,
              row_number() over (partition by q.county_code order by count(*) desc, min(q.version_id)) as place
          from product_card q
          join listing_version v on v.id = q.version_id and v.county_code = q.county_code
          where $2::text is null or q.county_code = $2::text
          group by q.county_code, q.county_name, q.produce) p
    group by p.county_code, p.county_name
) c
left join region r on r.code = left(c.county_code, 2) || '0000' and r.level = 1
order by c.products desc, c.county_code
