-- The same as audit_product, of listings whose versions were made or moved from an id on, and of which boxes came in, were written off, or are of lots that moved. $1 this id. Columns: subject, detail.
-- Index: stock_movement primary key, state_log primary key, listing_version primary key, stock_lot, product_newest, version_sku primary key, stock_sellable.
with moved as materialized (
    select g.machine, g.object_id, g.shard_key as county_code
    from state_log g
    where g.id >= $1 and g.machine in ('listing', 'lot')
), touched as materialized (
    select k.listing_id, k.county_code
    from stock_movement m
    join sku k on k.id = m.sku_id and k.county_code = m.county_code
    where m.id >= $1
    union
    select k.listing_id, k.county_code
    from moved g
    join stock s on s.lot_id = g.object_id and s.county_code = g.county_code
    join sku k on k.id = s.sku_id and k.county_code = s.county_code
    where g.machine = 'lot'
    union
    select v.listing_id, v.county_code
    from moved g
    join listing_version v on v.id = g.object_id and v.county_code = g.county_code
    where g.machine = 'listing'
    union
    select v.listing_id, v.county_code
    from listing_version v
    where v.id >= $1
    union
    select p.listing_id, p.county_code
    from product p
    where p.version_id >= $1
), wanted as (
    select v.listing_id, v.county_code, v.id as version_id, l.producer_id, l.station_id, v.category, v.produce, v.picture, v.season_from, v.season_to,
        coalesce(v.shelf_life_days, 0) as keeps_days, x.price_from_fen as price_fen, x.in_stock, x.low_skus
    from touched t
    join listing_version v on v.listing_id = t.listing_id and v.county_code = t.county_code and v.state = 'on_sale'
    join listing l on l.id = v.listing_id and l.county_code = v.county_code
    cross join lateral (select y.price_from_fen, y.in_stock, y.low_skus from version_price y where y.version_id = v.id and y.county_code = v.county_code offset 0) x
), listed as (
    select p.listing_id, p.county_code, p.version_id, p.producer_id, p.station_id, p.category, p.produce, p.picture, p.season_from, p.season_to, p.keeps_days, p.price_fen, p.in_stock, p.low_skus
    from touched t
    join product p on p.listing_id = t.listing_id and p.county_code = t.county_code
)
select 'listing:' || coalesce(w.listing_id, p.listing_id) as subject,
    case when p.listing_id is null then 'is on no list' when w.listing_id is null then 'is on lists and not on sale'
         else 'is listed as ' || row (p.version_id, p.price_fen, p.in_stock, p.low_skus)::text || ' is ' || row (w.version_id, w.price_fen, w.in_stock, w.low_skus)::text end as detail
from wanted w
full join listed p on p.listing_id = w.listing_id and p.county_code = w.county_code
where row (w.listing_id, w.version_id, w.producer_id, w.station_id, w.category, w.produce, w.picture, w.season_from, w.season_to, w.keeps_days, w.price_fen,
        w.in_stock, w.low_skus)
    is distinct from row (p.listing_id, p.version_id, p.producer_id, p.station_id, p.category, p.produce, p.picture, p.season_from, p.season_to, p.keeps_days,
        p.price_fen, p.in_stock, p.low_skus)
union all
select 'listing:' || p.listing_id, 'is not found by its title'
from product p
join listing_version v on v.id = p.version_id and v.county_code = p.county_code
left join product_text t on t.listing_id = p.listing_id and t.county_code = p.county_code
where p.version_id >= $1 and (t.text is null or strpos(t.text, search_fold(v.title)) = 0)
union all
select 'listing:' || p.listing_id, 'is counted beside a search as ' || row (t.price_fen, f.county_code, f.producer_id, f.station_id, f.category, f.season_from, f.season_to)::text
from listed p
join product_text t on t.listing_id = p.listing_id and t.county_code = p.county_code
left join product_facet f on f.id = t.facet_id and f.county_code = t.county_code
where row (t.price_fen, f.producer_id, f.station_id, f.category, f.season_from, f.season_to)
    is distinct from row (p.price_fen, p.producer_id, p.station_id, p.category, p.season_from, p.season_to)
limit 20
