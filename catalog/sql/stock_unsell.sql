-- Moves boxes from sold back to reserved. $1 SKU ids, $2 lot ids, $3 quantities (rows of one SKU and lot are summed). The rows are locked already.
-- Columns: none. Index: stock primary key.
update stock s
set reserved = s.reserved + m.quantity, sold = s.sold - m.quantity
from (
    select n.sku_id, n.lot_id, sum(n.quantity)::bigint as quantity
    from (select unnest($1::bigint[]) as sku_id, unnest($2::bigint[]) as lot_id, unnest($3::bigint[]) as quantity) n
    group by n.sku_id, n.lot_id
) m
where s.sku_id = m.sku_id and s.lot_id = m.lot_id
