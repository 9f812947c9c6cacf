-- Writes which lots the lines' boxes come from. $1 lines, $2 lots, $3 SKUs, $4 county codes, $5 quantities. Columns: none.
insert into reservation (line_id, lot_id, sku_id, county_code, quantity)
select n.line_id, n.lot_id, n.sku_id, n.county_code, n.quantity
from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::bigint[]) as n (line_id, lot_id, sku_id, county_code, quantity)
