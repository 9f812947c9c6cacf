-- Writes a refund's lines. $1 refund, $2 county, $3 lines, $4 quantities, $5 amounts, $6 stamp key. Columns: none.
insert into refund_line (refund_id, county_code, line_id, quantity, goods_fen, stamp)
select $1::bigint, $2::text, n.line_id, n.quantity, n.goods_fen,
       row_stamp($6::bytea, record_send(row('refund_line'::text, $1::bigint, $2::text, n.line_id, n.quantity, n.goods_fen)))
from (select unnest($3::bigint[]) as line_id, unnest($4::bigint[]) as quantity, unnest($5::bigint[]) as goods_fen) n
