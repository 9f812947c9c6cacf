-- Writes a refund's lines. $1 refund, $2 lines, $3 quantities, $4 amounts. Columns: none.
insert into refund_line (refund_id, line_id, quantity, goods_fen)
select $1::bigint, n.line_id, n.quantity, n.goods_fen
from unnest($2::bigint[], $3::bigint[], $4::bigint[]) as n (line_id, quantity, goods_fen)
