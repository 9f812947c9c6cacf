-- Locks an order. $1 order. Columns: id, trade_id, buyer_id, producer_id, station_id, county_code, state, goods_fen, freight_fen, freight_refunded_fen.
-- Index: sale_order primary key.
select id, trade_id, buyer_id, producer_id, station_id, county_code, state, goods_fen, freight_fen, freight_refunded_fen
from sale_order
where id = $1
for no key update
