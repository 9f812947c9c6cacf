-- What a version sells. $1 version id. Index: primary keys.
-- Columns: sku_id, spec, net_weight_g, gross_weight_g, price_fen.
select k.id as sku_id, k.spec, k.net_weight_g, k.gross_weight_g, s.price_fen
from version_sku s
join sku k on k.id = s.sku_id and k.county_code = s.county_code
where s.version_id = $1
order by k.id
