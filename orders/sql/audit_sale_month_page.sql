-- The next months of producers. $1 after producer, $2 and month, $3 rows. Binary columns: producer_id, month, county_code, orders, left_orders, borne_orders, boxes, goods_fen, refunded_fen, freight_fen,
-- freight_refunded_fen, credited_fen, withheld_fen, settled_fen, completed_fen. Index: sale_month_key.
select m.producer_id, m.month, m.county_code, m.orders, m.left_orders, m.borne_orders, m.boxes, m.goods_fen, m.refunded_fen, m.freight_fen, m.freight_refunded_fen, m.credited_fen, m.withheld_fen, m.settled_fen,
    m.completed_fen
from sale_month m
where (m.producer_id, m.month) > ($1, $2)
order by m.producer_id, m.month
limit $3
