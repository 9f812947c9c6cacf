-- The next SKUs of producers' months. $1 after producer, $2 and month, $3 and SKU, $4 rows. Binary columns: producer_id, month, sku_id, county_code, newest_line_id, boxes, goods_fen, refunded_fen, credited_fen,
-- withheld_fen. Index: sale_sku_month_key.
select m.producer_id, m.month, m.sku_id, m.county_code, m.newest_line_id, m.boxes, m.goods_fen, m.refunded_fen, m.credited_fen, m.withheld_fen
from sale_sku_month m
where (m.producer_id, m.month, m.sku_id) > ($1, $2, $3)
order by m.producer_id, m.month, m.sku_id
limit $4
