-- What lists show that is not what is on sale, at its price and with its stock, or, of versions from an id on, is not found by its title; or is counted otherwise beside a search. $1 this id. Columns: subject, detail.
with stocked as materialized (
    select t.sku_id, t.county_code, sum(t.available) as boxes
    from stock t
    join lot o on o.id = t.lot_id and o.county_code = t.county_code
    where t.available > 0 and o.state = 'open'
    group by t.sku_id, t.county_code
), price as materialized (
    select s.version_id, s.county_code, coalesce(min(s.price_fen) filter (where k.sku_id is not null), min(s.price_fen)) as price_fen,
        bool_or(k.sku_id is not null) as in_stock, count(*) filter (where coalesce(k.boxes, 0) < 10) as low_skus
    from version_sku s
    left join stocked k on k.sku_id = s.sku_id and k.county_code = s.county_code
    group by s.version_id, s.county_code
), wanted as (
    select v.listing_id, v.county_code, v.id as version_id, l.producer_id, l.station_id, v.category, v.produce, v.picture, v.season_from, v.season_to,
        coalesce(v.shelf_life_days, 0) as keeps_days, x.price_fen, x.in_stock, x.low_skus
    from listing_version v
    join listing l on l.id = v.listing_id and l.county_code = v.county_code
    join price x on x.version_id = v.id and x.county_code = v.county_code
    where v.state = 'on_sale'
)
select 'listing:' || coalesce(w.listing_id, p.listing_id) as subject,
    case when p.listing_id is null then 'is on no list' when w.listing_id is null then 'is on lists and not on sale'
         else 'is listed as ' || row (p.version_id, p.price_fen, p.in_stock, p.low_skus)::text || ' is ' || row (w.version_id, w.price_fen, w.in_stock, w.low_skus)::text end as detail
from wanted w
full join product p on p.listing_id = w.listing_id and p.county_code = w.county_code
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
from product p
join product_text t on t.listing_id = p.listing_id and t.county_code = p.county_code
left join product_facet f on f.id = t.facet_id and f.county_code = t.county_code
where row (t.price_fen, f.producer_id, f.station_id, f.category, f.season_from, f.season_to)
    is distinct from row (p.price_fen, p.producer_id, p.station_id, p.category, p.season_from, p.season_to)
limit 20
