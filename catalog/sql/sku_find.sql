-- A SKU of a listing. $1 SKU id, $2 listing id. Columns: net_weight_g. Index: sku primary key.
select k.net_weight_g from sku k where k.id = $1 and k.listing_id = $2
