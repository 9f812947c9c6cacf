-- What a version sells at which price. $1 version id, $2 county code, $3 SKU ids, $4 prices in fen. Columns: none.
insert into version_sku (version_id, county_code, sku_id, price_fen)
select $1::bigint, $2::text, n.sku_id, n.price_fen
from (select unnest($3::bigint[]) as sku_id, unnest($4::bigint[]) as price_fen) n
