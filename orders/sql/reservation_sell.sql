-- Marks reserved boxes as packed. $1 lines, $2 lots, $3 quantities.
update reservation r
set sold = r.sold + n.quantity
from unnest($1::bigint[], $2::bigint[], $3::bigint[]) as n (line_id, lot_id, quantity)
where r.line_id = n.line_id and r.lot_id = n.lot_id
