-- What a start page tells about first: of what is in season, in stock and keeps at most 90 days, the season that began last, its newest lot - of the first
-- twenty of that season, so that it costs little.
-- $1 today as 'MM-DD', $2 least number of households that is told. Columns: _version_id, listing_id, title, category, produce, county_code, village_code, county_name, village_name, picture,
-- producer_name, price_from_fen, no_reason_return, _lot_id, trace_code, harvested_on, lot_village_name, lot_households (whose goods are in it; null = too few to say), province_name.
-- Index: product_fresh, sku_spec_unique, stock_sellable.
with this_year as (
    select f.version_id, f.county_code, f.season_from
    from product_open f
    where f.in_stock and f.season_from <> '' and (f.season_from <> '01-01' or f.season_to <> '12-31') and f.keeps_days between 1 and 90
        and f.season_from <= $1::text and season_holds(f.season_from, f.season_to, $1::text)
    order by f.season_from desc, f.version_id
    limit 20
), last_year as (
    select f.version_id, f.county_code, f.season_from
    from product_open f
    where f.in_stock and f.season_from <> '' and (f.season_from <> '01-01' or f.season_to <> '12-31') and f.keeps_days between 1 and 90
        and f.season_from > $1::text and season_holds(f.season_from, f.season_to, $1::text)
    order by f.season_from desc, f.version_id
    limit 20
), told as (
    select p.version_id, p.county_code, o.id as lot_id, o.trace_code, o.harvested_on, o.village_code
    from (select t.version_id, t.county_code from this_year t
          union all
          select l.version_id, l.county_code from last_year l) c
    join product p on p.version_id = c.version_id and p.county_code = c.county_code
    cross join lateral (select t.id, t.trace_code, t.harvested_on, t.village_code
                        from sku k
                        join stock s on s.sku_id = k.id and s.county_code = k.county_code and s.sellable
                        join lot t on t.id = s.lot_id and t.county_code = s.county_code and t.state = 'open'
                        where k.listing_id = p.listing_id and k.county_code = p.county_code
                        order by t.harvested_on desc, t.id desc
                        limit 1) o
    order by season_age(p.season_from, $1::text), o.harvested_on desc, p.version_id
    limit 1
)
select p.version_id as _version_id, p.listing_id, p.title, p.category, p.produce, p.county_code, p.village_code, p.county_name, p.village_name, p.picture,
    p.producer_name, p.price_from_fen, p.no_reason_return, o.lot_id as _lot_id, o.trace_code, o.harvested_on, g.name as lot_village_name,
    case when y.n >= $2::bigint then y.n end as lot_households, r.name as province_name
from told o
join product_item p on p.version_id = o.version_id and p.county_code = o.county_code
cross join lateral (select count(*) as n from lot_supply x where x.lot_id = o.lot_id and x.county_code = o.county_code) y
left join region g on g.code = o.village_code and g.level = 5
left join region r on r.code = left(p.county_code, 2) || '0000' and r.level = 1
