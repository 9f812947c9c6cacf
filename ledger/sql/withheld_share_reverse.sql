-- Keeps what was taken back of withheld shares of an order beside their amounts. $1 order, $2 lines, $3 pool numbers, $4 places, $5 sums of what was taken back.
-- Columns: none. Index: withheld_share primary key.
update withheld_share w
set back_fen = n.fen
from (select unnest($2::bigint[]) as line_id, unnest($3::bigint[]) as pool_no, unnest($4::bigint[]) as place, unnest($5::bigint[]) as fen) n
where w.order_id = $1::bigint and w.line_id = n.line_id and w.pool_no = n.pool_no and w.place = n.place
