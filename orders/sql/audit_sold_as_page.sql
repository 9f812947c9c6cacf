-- What may be sold as what: the SKUs of versions, with what an order of them says. $1 after version, $2 and SKU, $3 rows. Binary columns: version_id, sku_id, county_code, listing_id, plan_id, title, spec,
-- net_weight_g, price_fen, producer_id, station_id. What belongs to a row is looked up for it alone, else each page's plan would read whole tables. Index: version_sku primary key, listing_version primary key,
-- sku primary key, benefit_plan primary key, listing_county.
with page as materialized (
    select p.version_id, p.sku_id, p.county_code, p.price_fen
    from version_sku p
    where (p.version_id, p.sku_id) > ($1, $2)
    order by p.version_id, p.sku_id
    limit $3
)
select p.version_id, p.sku_id, p.county_code, v.listing_id, b.id as plan_id, v.title, k.spec, k.net_weight_g, p.price_fen, g.producer_id, g.station_id
from page p
left join lateral (select v.listing_id, v.plan_id, v.title from listing_version v where v.id = p.version_id and v.county_code = p.county_code offset 0) v on true
left join lateral (select k.spec, k.net_weight_g from sku k where k.id = p.sku_id and k.county_code = p.county_code and k.listing_id = v.listing_id offset 0) k on true
left join lateral (select b.id from benefit_plan b where b.id = v.plan_id and b.county_code = p.county_code offset 0) b on true
left join lateral (select g.producer_id, g.station_id from listing g where g.id = v.listing_id and g.county_code = p.county_code offset 0) g on true
order by p.version_id, p.sku_id
