-- Boxes of a line that do not come from this lot any more. $1 line, $2 lot, $3 boxes. The order is locked. Columns: none. Index: reservation primary key.
update reservation set quantity = quantity - $3::bigint where line_id = $1 and lot_id = $2
