-- What a version sells at which price. $1 version id, $2 county code, $3 SKU ids, $4 prices in fen. Columns: none.
insert into version_sku (version_id, county_code, sku_id, price_fen)
select $1::bigint, $2::text, n.sku_id, n.price_fen
from unnest($3::bigint[], $4::bigint[]) as n (sku_id, price_fen)
