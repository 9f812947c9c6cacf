-- Writes a refund's lines. $1 refund, $2 county, $3 lines, $4 quantities, $5 amounts, $6 stamp key. Columns: none.
insert into refund_line (refund_id, county_code, line_id, quantity, goods_fen, stamp)
select $1::bigint, $2::text, n.line_id, n.quantity, n.goods_fen,
       row_stamp($6::bytea, record_send(row('refund_line'::text, $1::bigint, $2::text, n.line_id, n.quantity, n.goods_fen)))
from unnest($3::bigint[], $4::bigint[], $5::bigint[]) as n (line_id, quantity, goods_fen)
