-- All SKUs that a listing ever had. $1 listing id. Columns: id, spec, net_weight_g, gross_weight_g. Index: sku_spec_unique.
select k.id, k.spec, k.net_weight_g, k.gross_weight_g
from sku k
where k.listing_id = $1
