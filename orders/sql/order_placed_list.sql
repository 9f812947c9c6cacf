-- Orders of a trade as placed, in the order of placing. $1 trade. Columns: id, producer_id, station_id, county_code, goods_fen, freight_fen.
-- Index: sale_order_trade.
select id, producer_id, station_id, county_code, goods_fen, freight_fen
from sale_order
where trade_id = $1
order by id
