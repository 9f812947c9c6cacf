-- Current offers of SKUs. $1 SKU ids. A SKU that is not on sale, or whose producer or station is not active, has no row. Index: primary keys.
-- Columns: sku_id, listing_id, version_id, plan_id, producer_id, station_id, county_code, title, spec, price_fen, net_weight_g, gross_weight_g,
-- no_reason_return.
select k.id as sku_id, l.id as listing_id, v.id as version_id, v.plan_id, l.producer_id, l.station_id, l.county_code, v.title, k.spec, s.price_fen, k.net_weight_g, k.gross_weight_g,
    v.no_reason_return
from sku k
join listing l on l.id = k.listing_id and l.county_code = k.county_code
join listing_version v on v.id = l.current_version_id and v.county_code = l.county_code
join version_sku s on s.version_id = v.id and s.county_code = v.county_code and s.sku_id = k.id
cross join lateral (select g.id from organisation g where g.id = l.producer_id and g.county_code = l.county_code and g.state = 'active' offset 0) p
cross join lateral (select g.id from organisation g where g.id = l.station_id and g.county_code = l.county_code and g.state = 'active' offset 0) q
where k.id = any ($1::bigint[]) and v.state = 'on_sale'
