-- Orders of a trade as they stand. $1 trade.
-- Columns: order_id, state, county_code, producer_id, station_id, goods_fen, freight_fen, total_fen, freight_refunded_fen, region_code,
-- paid_at, completed_at. Index: sale_order_trade.
select id as order_id, state, county_code, producer_id, station_id, goods_fen, freight_fen, goods_fen + freight_fen as total_fen, freight_refunded_fen,
       region_code, paid_at, completed_at
from sale_order
where trade_id = $1
order by id
