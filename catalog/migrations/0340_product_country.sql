-- What all counties sell together, kept in one row, so that a start page adds nothing up: goods by category, and produce in season by how many counties have it. Who
-- publishes must not wait for who publishes in another county, so nobody but timed work writes that row: it adds up product_summed, what each county's row was when it
-- was last added. A county whose row changed since says so (summed), and who reads takes its part off and adds what it is now; so does a county where somebody is not
-- active, and, until timed work has counted a new day, each.
alter table product_tally add column summed boolean not null default false; -- its parts stand in product_summed as they are here
create index product_tally_not_summed on product_tally (county_code) where not summed;
create index product_tally_most on product_tally (products desc, county_code) where products > 0;

create table product_summed (
    county_code        text primary key,
    products           bigint not null,
    season_produce     text[] not null,
    season_products    bigint[] not null,
    category           text[] not null,
    category_products  bigint[] not null,
    category_in_season bigint[] not null
);
alter table product_summed alter column county_code set statistics 10;
grant select, insert, update on product_summed to mall_app;

create table product_country (
    only_one           boolean primary key default true check (only_one),
    day                text not null,   -- of every row of product_tally that is summed
    counties           bigint not null, -- that sell something
    category           text[] not null,
    category_products  bigint[] not null,
    category_in_season bigint[] not null,
    produce            text[] not null, -- in season, of the twelve of which a county has most
    produce_counties   bigint[] not null,
    produce_products   bigint[] not null
);
grant select, insert, update on product_country to mall_app;

-- The sums of product_summed.
create function product_country_now()
returns table (counties bigint, category text[], category_products bigint[], category_in_season bigint[], produce text[], produce_counties bigint[], produce_products bigint[])
language sql stable parallel safe
begin atomic
    select k.counties, c.category, c.category_products, c.category_in_season, p.produce, p.produce_counties, p.produce_products
    from (select count(*) filter (where s.products > 0) as counties from product_summed s) k
    cross join (select coalesce(array_agg(g.category order by g.category), '{}') as category, coalesce(array_agg(g.products order by g.category), '{}') as category_products,
                    coalesce(array_agg(g.in_season order by g.category), '{}') as category_in_season
                from (select u.category, sum(u.products)::bigint as products, sum(u.in_season)::bigint as in_season
                      from (select unnest(s.category) as category, unnest(s.category_products) as products, unnest(s.category_in_season) as in_season
                            from product_summed s) u
                      group by u.category) g) c
    cross join (select coalesce(array_agg(g.produce order by g.produce), '{}') as produce, coalesce(array_agg(g.counties order by g.produce), '{}') as produce_counties,
                    coalesce(array_agg(g.products order by g.produce), '{}') as produce_products
                from (select u.produce, count(*) as counties, sum(u.products)::bigint as products
                      from (select unnest(s.season_produce) as produce, unnest(s.season_products) as products from product_summed s) u
                      group by u.produce) g) p;
end;
grant execute on function product_country_now() to mall_app;

-- Counties whose kept row is not what everybody may see today. A row that is summed is of the country's day.
create function product_tally_odd(today text)
returns table (county_code text)
language sql stable parallel safe
begin atomic
    select c.county_code
    from product_tally c
    where not c.summed and c.products > 0 and (c.day < today or c.day > today)
    union
    select c.county_code
    from product_tally c
    where c.products > 0 and (c.day < today or c.day > today) and coalesce((select n.day from product_country n), '') <> today
    union
    select o.county_code
    from organisation o
    where o.state <> 'active';
end;
grant execute on function product_tally_odd(text) to mall_app;

create or replace function product_tally_shown(today text)
returns table (county_code text, products bigint, in_season bigint, producers bigint, picture text, produce text[], season_produce text[], season_products bigint[],
    category text[], category_products bigint[], category_in_season bigint[])
language sql stable parallel safe
begin atomic
    with odd as materialized (
        select d.county_code from product_tally_odd(today) d
    )
    select c.county_code, c.products, c.in_season, c.producers, c.picture, c.produce, c.season_produce, c.season_products, c.category, c.category_products, c.category_in_season
    from product_tally c
    where c.day = today and c.products > 0 and c.county_code not in (select o.county_code from odd o)
    union all
    select n.county_code, n.products, n.in_season, n.producers, n.picture, n.produce, n.season_produce, n.season_products, n.category, n.category_products, n.category_in_season
    from (select array_agg(o.county_code) as counties from odd o having count(*) > 0) a
    cross join lateral product_tally_now(today, a.counties, true) n;
end;

-- What is to be taken off product_country (side -1) and added (1), so that it is what everybody may see today.
create function product_country_change(today text)
returns table (side bigint, counties bigint, season_produce text[], season_products bigint[], category text[], category_products bigint[], category_in_season bigint[])
language sql stable parallel safe
begin atomic
    with odd as materialized (
        select d.county_code from product_tally_odd(today) d
    ), changed as materialized (
        select c.county_code
        from product_tally c
        where not c.summed
        union
        select c.county_code
        from product_tally c
        where coalesce((select n.day from product_country n), '') <> today
        union
        select o.county_code
        from odd o
    )
    select -1, case when s.products > 0 then 1 else 0 end, s.season_produce, s.season_products, s.category, s.category_products, s.category_in_season
    from changed d
    cross join lateral (select p.products, p.season_produce, p.season_products, p.category, p.category_products, p.category_in_season
                        from product_summed p
                        where p.county_code = d.county_code
                        offset 0) s
    union all
    select 1, 1, k.season_produce, k.season_products, k.category, k.category_products, k.category_in_season
    from changed d
    cross join lateral (select c.season_produce, c.season_products, c.category, c.category_products, c.category_in_season
                        from product_tally c
                        where c.county_code = d.county_code and c.day = today and c.products > 0
                        offset 0) k
    where d.county_code not in (select o.county_code from odd o)
    union all
    select 1, 1, n.season_produce, n.season_products, n.category, n.category_products, n.category_in_season
    from (select array_agg(o.county_code) as counties from odd o having count(*) > 0) a
    cross join lateral product_tally_now(today, a.counties, true) n;
end;
grant execute on function product_country_change(text) to mall_app;
