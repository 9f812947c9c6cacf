-- The shelves of a start page, each at most $2 long and by a rule that can be said. $1 today as 'MM-DD', $2 length, $3 how many are looked at. What is sold out stands on none.
-- season: in season but not all year round, and keeps at most 90 days: what began last comes first. new: by publication, one a producer. keeping: keeps at
-- least 180 days, counties in turn, the newest of each. Whatever number there is, no more than the newest $3 in stock are looked at for `new`, and the newest
-- $3 that keep for `keeping`.
-- Reads all of product: walks product_newest and product_keeping until so many in stock are met.
-- Reads all of organisation: those that are not active, by their index.
-- Columns: shelf, _version_id, listing_id, title, category, produce, county_code, village_code, county_name, village_name, picture, producer_name,
-- price_from_fen, no_reason_return. Index: product_fresh, product_newest, product_keeping.
with this_year as (
    select p.version_id, p.county_code, p.season_from
    from product_open p
    where p.in_stock and p.season_from <> '' and (p.season_from <> '01-01' or p.season_to <> '12-31') and p.keeps_days between 1 and 90
        and p.season_from <= $1::text and season_holds(p.season_from, p.season_to, $1::text)
    order by p.season_from desc, p.version_id
    limit $2::bigint
), last_year as (
    select p.version_id, p.county_code, p.season_from
    from product_open p
    where p.in_stock and p.season_from <> '' and (p.season_from <> '01-01' or p.season_to <> '12-31') and p.keeps_days between 1 and 90
        and p.season_from > $1::text and season_holds(p.season_from, p.season_to, $1::text)
    order by p.season_from desc, p.version_id
    limit $2::bigint
), newest as (
    select p.version_id, p.county_code, p.producer_id
    from product p
    where p.in_stock and p.producer_id not in (select h.id from seller_hidden h) and p.station_id not in (select h.id from seller_hidden h)
    order by p.version_id desc
    limit $3::bigint
), new_by_seller as (
    select max(n.version_id) as version_id, n.county_code from newest n group by n.producer_id, n.county_code
), keepers as (
    select p.version_id, p.county_code
    from product p
    where p.in_stock and p.keeps_days >= 180 and p.producer_id not in (select h.id from seller_hidden h) and p.station_id not in (select h.id from seller_hidden h)
    order by p.version_id desc
    limit $3::bigint
), keeper_first as materialized (
    select max(k.version_id) as version_id, k.county_code, count(*) over () as counties from keepers k group by k.county_code
), keeper_by_county as (
    select f.version_id, f.county_code, 1 as turn from keeper_first f
    union all
    -- where there are fewer counties than places, the second of each has its turn, and so on
    select k.version_id, k.county_code, 1 + row_number() over (partition by k.county_code collate "C" order by k.version_id desc)
    from keeper_first f
    join keepers k on k.county_code = f.county_code and k.version_id < f.version_id
    where f.counties < $2::bigint
), placed as (
    select 'season' as shelf, s.version_id, s.county_code, row_number() over (order by season_age(s.season_from, $1::text), s.version_id) as place
    from (select t.version_id, t.county_code, t.season_from from this_year t
          union all
          select l.version_id, l.county_code, l.season_from from last_year l) s
    union all
    select 'new', n.version_id, n.county_code, row_number() over (order by n.version_id desc) from new_by_seller n
    union all
    select 'keeping', k.version_id, k.county_code, row_number() over (order by k.turn, k.version_id desc) from keeper_by_county k
)
select d.shelf, f.version_id as _version_id, f.listing_id, f.title, f.category, f.produce, f.county_code, f.village_code, f.county_name, f.village_name,
    f.picture, f.producer_name, f.price_from_fen, f.no_reason_return
from placed d
cross join lateral (select i.version_id, i.listing_id, i.title, i.category, i.produce, i.county_code, i.village_code, i.county_name, i.village_name, i.picture, i.producer_name,
                        i.price_from_fen, i.no_reason_return
                    from product_item i
                    where i.version_id = d.version_id and i.county_code = d.county_code
                    limit 1) f
where d.place <= $2::bigint
order by d.shelf, d.place
