-- Writes which lots the lines' boxes come from. $1 lines, $2 lots, $3 SKUs, $4 county codes, $5 quantities. Columns: none.
insert into reservation (line_id, lot_id, sku_id, county_code, quantity)
select n.line_id, n.lot_id, n.sku_id, n.county_code, n.quantity
from (select unnest($1::bigint[]) as line_id, unnest($2::bigint[]) as lot_id, unnest($3::bigint[]) as sku_id, unnest($4::text[]) as county_code,
             unnest($5::bigint[]) as quantity) n
