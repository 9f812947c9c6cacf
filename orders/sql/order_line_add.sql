-- Writes order lines. $1 ids, $2 county codes, $3 orders, $4 line numbers, $5 SKUs, $6 listings, $7 versions, $8 plans, $9 titles, $10 specs, $11 net weights,
-- $12 quantities, $13 prices, $14 paid amounts. Columns: none.
insert into order_line (id, county_code, order_id, line_no, sku_id, listing_id, version_id, plan_id, title, spec, net_weight_g, quantity, price_fen, paid_fen)
select n.id, n.county_code, n.order_id, n.line_no::int, n.sku_id, n.listing_id, n.version_id, n.plan_id, n.title, n.spec, n.net_weight_g, n.quantity, n.price_fen,
       n.paid_fen
from (select unnest($1::bigint[]) as id, unnest($2::text[]) as county_code, unnest($3::bigint[]) as order_id, unnest($4::bigint[]) as line_no,
             unnest($5::bigint[]) as sku_id, unnest($6::bigint[]) as listing_id, unnest($7::bigint[]) as version_id, unnest($8::bigint[]) as plan_id,
             unnest($9::text[]) as title, unnest($10::text[]) as spec, unnest($11::bigint[]) as net_weight_g, unnest($12::bigint[]) as quantity,
             unnest($13::bigint[]) as price_fen, unnest($14::bigint[]) as paid_fen) n
