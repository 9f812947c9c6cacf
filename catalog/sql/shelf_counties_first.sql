-- The counties that sell most. $1 today as 'MM-DD', $2 how many.
-- Columns: _counties (how many there are), county_code, county_name, province_name, products, in_season, producers, produce (JSON, the commonest first, at most
-- 12), picture. Index: product_tally_most, product_tally_not_summed; once a day product_tally primary key (all of it, a row a county).
-- Reads all of organisation: those that are not active, by their index.
with odd as materialized (
    select d.county_code from product_tally_odd($1::text) d
), kept as (
    select c.county_code, c.products, c.in_season, c.producers, c.produce, c.picture
    from product_tally c
    where c.day = $1::text and c.products > 0 and c.county_code not in (select o.county_code from odd o)
    order by c.products desc, c.county_code
    limit $2::bigint
), first as (
    select s.county_code, s.products, s.in_season, s.producers, s.produce, s.picture
    from (select k.county_code, k.products, k.in_season, k.producers, k.produce, k.picture
          from kept k
          union all
          select n.county_code, n.products, n.in_season, n.producers, n.produce, n.picture
          from (select array_agg(o.county_code) as counties from odd o having count(*) > 0) a
          cross join lateral product_tally_now($1::text, a.counties, true) n) s
    order by s.products desc, s.county_code
    limit $2::bigint
)
select (select sum(u.counties)::bigint
        from (select c.counties from product_country c
              union all
              select d.side * d.counties from product_country_change($1::text) d) u) as _counties,
    t.county_code, n.name as county_name, r.name as province_name, t.products, t.in_season, t.producers, to_json(t.produce) as produce, t.picture
from first t
left join region n on n.code = t.county_code and n.level = 3
left join region r on r.code = left(t.county_code, 2) || '0000' and r.level = 1
order by t.products desc, t.county_code
