-- Writes order lines. $1 ids, $2 county codes, $3 orders, $4 line numbers, $5 SKUs, $6 listings, $7 versions, $8 plans, $9 titles, $10 specs, $11 net weights,
-- $12 quantities, $13 prices, $14 paid amounts. Columns: none.
insert into order_line (id, county_code, order_id, line_no, sku_id, listing_id, version_id, plan_id, title, spec, net_weight_g, quantity, price_fen, paid_fen)
select n.id, n.county_code, n.order_id, n.line_no::int, n.sku_id, n.listing_id, n.version_id, n.plan_id, n.title, n.spec, n.net_weight_g, n.quantity, n.price_fen,
       n.paid_fen
from unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::text[], $10::text[], $11::bigint[],
            $12::bigint[], $13::bigint[], $14::bigint[])
     as n (id, county_code, order_id, line_no, sku_id, listing_id, version_id, plan_id, title, spec, net_weight_g, quantity, price_fen, paid_fen)
