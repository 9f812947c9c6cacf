-- What a basket shows of SKUs that are or were on sale, under the version they were last sold under; what was never on sale has no row. $1 SKU ids.
-- Columns: sku_id, listing_id, producer_id, producer_name, station_id, station_name, county_code, title, picture, spec, net_weight_g, gross_weight_g,
-- no_reason_return, price_fen (0 = not on sale), available (boxes in open lots). Index: primary keys, listing_version_no_unique
-- (backwards, to the first that sold it), stock_sellable.
select k.id as sku_id, l.id as listing_id, l.producer_id, p.name as producer_name, l.station_id, t.name as station_name, l.county_code,
    v.title, v.picture, k.spec, k.net_weight_g, k.gross_weight_g, v.no_reason_return,
    case when v.id = l.current_version_id and v.state = 'on_sale' then r.price_fen else 0 end as price_fen,
    (select coalesce(sum(b.available), 0)::bigint
     from stock b
     join lot o on o.id = b.lot_id and o.county_code = b.county_code
     where b.sku_id = k.id and b.county_code = k.county_code and b.sellable and o.state = 'open') as available
from sku k
join listing l on l.id = k.listing_id and l.county_code = k.county_code
join listing_version v on v.county_code = l.county_code and v.id =
    (select w.id
     from listing_version w
     join version_sku s on s.version_id = w.id and s.county_code = w.county_code
     where w.listing_id = l.id and w.county_code = l.county_code and w.state in ('on_sale', 'off_sale') and s.sku_id = k.id
     order by w.version_no desc
     limit 1)
join version_sku r on r.version_id = v.id and r.county_code = v.county_code and r.sku_id = k.id
join organisation p on p.id = l.producer_id and p.county_code = l.county_code
join organisation t on t.id = l.station_id and t.county_code = l.county_code
where k.id = any ($1::bigint[])
