-- The shelves of a start page, each at most $2 long and by a rule that can be said. $1 today as 'MM-DD', $2 length. What is sold out stands on none. DB_SLOW.
-- season: in season but not all year round, and keeps at most 90 days: what began last comes first. new: by publication, one a producer. keeping: keeps at
-- least 180 days, one a county and kind of goods, the newest.
-- Columns: shelf, _version_id, listing_id, title, category, produce, county_code, village_code, county_name, village_name, picture, producer_name,
-- price_from_fen, no_reason_return. Index: listing_version_on_sale (all of it).
with face as materialized (
    select p.version_id, p.listing_id, p.title, p.category, p.produce, p.county_code, p.village_code, p.county_name, p.village_name, p.picture,
        p.producer_name, p.price_from_fen, p.no_reason_return, l.producer_id, v.season_from, v.season_to, coalesce(v.shelf_life_days, 0) as keeps
    from product_card p
    join listing_version v on v.id = p.version_id and v.county_code = p.county_code
    join listing l on l.id = p.listing_id and l.county_code = p.county_code
    where exists (select 1 from version_sku x
                  join stock t on t.sku_id = x.sku_id and t.county_code = x.county_code
                  join lot o on o.id = t.lot_id and o.county_code = t.county_code
                  where x.version_id = p.version_id and x.county_code = p.county_code and t.sellable and o.state = 'open')
), placed as (
    select 'season' as shelf, f.version_id, f.county_code,
        row_number() over (order by season_age(f.season_from, $1::text), f.version_id)
            as place
    from face f
    where f.season_from <> '' and (f.season_from, f.season_to) <> ('01-01', '12-31') and f.keeps between 1 and 90
        and season_holds(f.season_from, f.season_to, $1::text)
    union all
    select 'new', n.version_id, n.county_code, row_number() over (order by n.version_id desc)
    from (select distinct on (f.producer_id) f.version_id, f.county_code from face f order by f.producer_id, f.version_id desc) n
    union all
    select 'keeping', n.version_id, n.county_code, row_number() over (order by n.turn, n.version_id desc)
    from (select f.version_id, f.county_code, row_number() over (partition by f.county_code order by f.category, f.version_id desc) as turn from face f
          where f.keeps >= 180) n
)
select p.shelf, f.version_id as _version_id, f.listing_id, f.title, f.category, f.produce, f.county_code, f.village_code, f.county_name, f.village_name,
    f.picture, f.producer_name, f.price_from_fen, f.no_reason_return
from placed p
join face f on f.version_id = p.version_id and f.county_code = p.county_code
where p.place <= $2::bigint
order by p.shelf, p.place
