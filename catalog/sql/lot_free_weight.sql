-- Grams of a lot that are neither boxed nor lost. $1 lot id. Index: lot primary key, sku_spec_unique, stock primary key.
-- Columns: grams.
select t.weight_g - t.lost_g - coalesce((
    select sum(s.received * k.net_weight_g)
    from sku k
    join stock s on s.sku_id = k.id and s.county_code = k.county_code and s.lot_id = t.id
    where k.listing_id = t.listing_id and k.county_code = t.county_code), 0)::bigint as grams
from lot t
where t.id = $1
