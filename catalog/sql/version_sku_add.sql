-- What a version sells at which price. $1 version id, $2 SKU ids, $3 prices in fen. Columns: none.
insert into version_sku (version_id, sku_id, price_fen)
select $1::bigint, n.sku_id, n.price_fen
from unnest($2::bigint[], $3::bigint[]) as n (sku_id, price_fen)
