-- A refund's lines. $1 refund. Columns: line_id, quantity, goods_fen. Index: primary key.
select line_id, quantity, goods_fen
from refund_line
where refund_id = $1
order by line_id
