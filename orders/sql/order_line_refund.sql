-- Counts refunded units and money on lines. $1 lines, $2 quantities, $3 amounts. Columns: none. Index: order_line primary key.
update order_line l
set refunded_quantity = l.refunded_quantity + n.quantity, refunded_fen = l.refunded_fen + n.goods_fen
from (select unnest($1::bigint[]) as line_id, unnest($2::bigint[]) as quantity, unnest($3::bigint[]) as goods_fen) n
where l.id = n.line_id
