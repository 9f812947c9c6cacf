-- What each county sells, counted: one row a county, worked out anew from product_kind and product_seller by whoever changes those, in the same transaction, and
-- by timed work when a day begins, as what is in season follows the day. So that who counts the country reads one row a county, whatever number of goods there are.

-- What a county's row is on a day ('MM-DD'), of these counties. $3: only what everybody may see, without producers and stations that are not active; the kept rows
-- are of all. Strict, so that it is planned where it is called for and not where it might be. produce and season_produce: at most twelve, of which there is most, the latter of what is in season.
create function product_tally_now(today text, counties text[], shown boolean)
returns table (county_code text, day text, products bigint, in_season bigint, producers bigint, picture text, produce text[], season_produce text[], season_products bigint[],
    category text[], category_products bigint[], category_in_season bigint[])
language sql stable strict parallel safe
begin atomic
    with kind as (
        select k.county_code, k.category, k.produce, k.picture, k.products, season_holds(k.season_from, k.season_to, today) as holds
        from product_kind k
        where k.county_code = any (counties) and k.products > 0
        union all
        select h.county_code, h.category, h.produce, h.picture, -1, season_holds(h.season_from, h.season_to, today)
        from product_hidden h
        where shown and h.county_code = any (counties)
    ), by_produce as (
        select k.county_code, k.produce, min(k.picture) as picture, sum(k.products)::bigint as products,
            coalesce(sum(k.products) filter (where k.holds), 0)::bigint as in_season
        from kind k
        group by k.county_code, k.produce
        having sum(k.products) > 0
    ), placed as (
        select p.county_code, p.produce, p.picture, p.products, p.in_season, row_number() over (partition by p.county_code order by p.products desc, p.produce) as place,
            row_number() over (partition by p.county_code order by p.in_season desc, p.produce) as season_place
        from by_produce p
    ), by_category as (
        select k.county_code, k.category, sum(k.products)::bigint as products, coalesce(sum(k.products) filter (where k.holds), 0)::bigint as in_season
        from kind k
        group by k.county_code, k.category
        having sum(k.products) > 0
    ), seller as (
        select s.county_code, count(distinct s.producer_id) as producers
        from product_seller s
        where s.county_code = any (counties) and s.products > 0
            and (not shown
                 or not exists (select 1 from organisation o where o.id in (s.producer_id, s.station_id) and o.county_code = s.county_code and o.state <> 'active'))
        group by s.county_code
    )
    select p.county_code, today, p.products, p.in_season, coalesce(s.producers, 0), p.picture, p.produce, p.season_produce, p.season_products,
        c.category, c.category_products, c.category_in_season
    from (select p.county_code, sum(p.products)::bigint as products, sum(p.in_season)::bigint as in_season, min(p.picture) filter (where p.place = 1) as picture,
              array_agg(p.produce order by p.place) filter (where p.place <= 12) as produce,
              coalesce(array_agg(p.produce order by p.season_place) filter (where p.season_place <= 12 and p.in_season > 0), '{}') as season_produce,
              coalesce(array_agg(p.in_season order by p.season_place) filter (where p.season_place <= 12 and p.in_season > 0), '{}') as season_products
          from placed p
          group by p.county_code) p
    join (select b.county_code, array_agg(b.category order by b.category) as category, array_agg(b.products order by b.category) as category_products,
              array_agg(b.in_season order by b.category) as category_in_season
          from by_category b
          group by b.county_code) c on c.county_code = p.county_code
    left join seller s on s.county_code = p.county_code;
end;
grant execute on function product_tally_now(text, text[], boolean) to mall_app;

create table product_tally (
    county_code        text primary key,
    day                text not null,             -- 'MM-DD', of which in_season is
    products           bigint not null,           -- 0 = nothing, and the rest is of before
    in_season          bigint not null,
    producers          bigint not null,
    picture            text not null,
    produce            text[] not null,
    season_produce     text[] not null,
    season_products    bigint[] not null,
    category           text[] not null,
    category_products  bigint[] not null,
    category_in_season bigint[] not null
);
insert into product_tally
select n.county_code, n.day, n.products, n.in_season, n.producers, n.picture, n.produce, n.season_produce, n.season_products, n.category, n.category_products,
    n.category_in_season
from product_tally_now(to_char(now() at time zone 'Asia/Shanghai', 'MM-DD'), array(select distinct k.county_code from product_kind k), false) n;
create index product_tally_day on product_tally (day, county_code);
grant select, insert, update on product_tally to mall_app;

-- What everybody may see of each county today: the kept rows, but for those that are of another day or where somebody is not active, which are worked out.
create function product_tally_shown(today text)
returns table (county_code text, products bigint, in_season bigint, producers bigint, picture text, produce text[], season_produce text[], season_products bigint[],
    category text[], category_products bigint[], category_in_season bigint[])
language sql stable parallel safe
begin atomic
    with odd as materialized (
        select c.county_code
        from product_tally c
        where c.products > 0 and (c.day < today or c.day > today)
        union
        select o.county_code
        from organisation o
        where o.state <> 'active'
    )
    select c.county_code, c.products, c.in_season, c.producers, c.picture, c.produce, c.season_produce, c.season_products, c.category, c.category_products, c.category_in_season
    from product_tally c
    where c.day = today and c.products > 0 and c.county_code not in (select o.county_code from odd o)
    union all
    select n.county_code, n.products, n.in_season, n.producers, n.picture, n.produce, n.season_produce, n.season_products, n.category, n.category_products, n.category_in_season
    from (select array_agg(o.county_code) as counties from odd o having count(*) > 0) a
    cross join lateral product_tally_now(today, a.counties, true) n;
end;
grant execute on function product_tally_shown(text) to mall_app;
