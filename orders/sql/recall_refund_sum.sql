-- What a refund gives back in all. $1 refund. Columns: total_fen. Index: order_refund primary key.
select f.goods_fen + f.freight_fen as total_fen
from order_refund f
where f.refund_id = $1
