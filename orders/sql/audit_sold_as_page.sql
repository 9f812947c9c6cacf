-- What may be sold as what: the SKUs of versions, with what an order of them says. $1 after version, $2 and SKU, $3 rows. Binary columns: version_id, sku_id, county_code, listing_id, plan_id, title, spec,
-- net_weight_g, price_fen, producer_id, station_id. Index: version_sku primary key.
with page as materialized (
    select p.version_id, p.sku_id, p.county_code, p.price_fen
    from version_sku p
    where (p.version_id, p.sku_id) > ($1, $2)
    order by p.version_id, p.sku_id
    limit $3
)
select p.version_id, p.sku_id, p.county_code, v.listing_id, b.id as plan_id, v.title, k.spec, k.net_weight_g, p.price_fen, g.producer_id, g.station_id
from page p
left join listing_version v on v.id = p.version_id and v.county_code = p.county_code
left join sku k on k.id = p.sku_id and k.county_code = p.county_code and k.listing_id = v.listing_id
left join benefit_plan b on b.id = v.plan_id and b.county_code = v.county_code
left join listing g on g.id = v.listing_id and g.county_code = v.county_code
order by p.version_id, p.sku_id
