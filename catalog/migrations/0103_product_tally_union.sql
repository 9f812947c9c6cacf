-- What counties sell, counted anew: goods, categories and sellers of a county are put side by side and gathered by one grouping. They were joined, and as such a plan may
-- neither sort nor hash, each county was compared with each: 800 counties took four seconds when a day began.
create or replace function product_tally_now(today text, counties text[], shown boolean)
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
    select u.county_code, today, max(u.products), max(u.in_season), coalesce(max(u.producers), 0), max(u.picture), max(u.produce), max(u.season_produce), max(u.season_products),
        max(u.category), max(u.category_products), max(u.category_in_season)
    from (select p.county_code, sum(p.products)::bigint as products, sum(p.in_season)::bigint as in_season, null::bigint as producers, min(p.picture) filter (where p.place = 1) as picture,
              array_agg(p.produce order by p.place) filter (where p.place <= 12) as produce,
              coalesce(array_agg(p.produce order by p.season_place) filter (where p.season_place <= 12 and p.in_season > 0), '{}') as season_produce,
              coalesce(array_agg(p.in_season order by p.season_place) filter (where p.season_place <= 12 and p.in_season > 0), '{}') as season_products,
              null::text[] as category, null::bigint[] as category_products, null::bigint[] as category_in_season
          from placed p
          group by p.county_code
          union all
          select b.county_code, null, null, null, null, null, null, null, array_agg(b.category order by b.category), array_agg(b.products order by b.category),
              array_agg(b.in_season order by b.category)
          from by_category b
          group by b.county_code
          union all
          select s.county_code, null, null, s.producers, null, null, null, null, null, null, null
          from seller s) u
    group by u.county_code
    having max(u.products) is not null;
end;
