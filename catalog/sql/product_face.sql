-- What cards say of versions beyond their names: their season, and the SKU that they are listed by: the cheapest in stock, or when none is, the cheapest.
-- $1 version ids. Columns: version_id, plan_id, county_code, season_from, season_to, size_low_mm, size_high_mm, shelf_life_days, sku_count (in stock, or
-- when none is, all), sku_id, spec, net_weight_g, price_fen (as version_price has it), in_stock (any SKU, in an open lot), photo_url (of the main picture,
-- at most 400 wide, or null). Index: primary keys, stock_sellable.
select v.id as version_id, v.plan_id, v.county_code, v.season_from, v.season_to, v.size_low_mm, v.size_high_mm, v.shelf_life_days,
    c.sku_count, c.sku_id, c.spec, c.net_weight_g, c.price_fen, c.in_stock,
    (select '/pictures/' || q.hash || '-' || (select max(w.width) from unnest(q.widths) as w (width) where w.width <= 400) || '.webp'
     from version_picture x
     join picture q on q.id = x.picture_id and q.county_code = x.county_code
     where x.version_id = v.id and x.county_code = v.county_code and x.place = 1) as photo_url
from listing_version v
cross join lateral (select y.sku_id, y.spec, y.net_weight_g, y.price_fen, y.in_stock, count(*) over (partition by y.in_stock) as sku_count
                    from (select k.id as sku_id, k.spec, k.net_weight_g, s.price_fen,
                              exists (select 1
                                      from stock t
                                      join lot o on o.id = t.lot_id and o.county_code = t.county_code
                                      where t.sku_id = s.sku_id and t.county_code = s.county_code and t.sellable and o.state = 'open') as in_stock
                          from version_sku s
                          join sku k on k.id = s.sku_id and k.county_code = s.county_code
                          where s.version_id = v.id and s.county_code = v.county_code) y
                    order by y.in_stock desc, y.price_fen, y.sku_id
                    limit 1) c
where v.id = any ($1::bigint[])
order by v.id
