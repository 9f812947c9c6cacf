-- One order as people see it. $1 order.
-- Columns: order_id, trade_id, state, county_code, producer_id, producer_name, station_id, goods_fen, freight_fen, total_fen, freight_refunded_fen,
-- region_code, placed_at, paid_at, completed_at, address_deleted_at. Index: primary keys.
select o.id as order_id, o.trade_id, o.state, o.county_code, o.producer_id, p.name as producer_name, o.station_id, o.goods_fen, o.freight_fen,
       o.goods_fen + o.freight_fen as total_fen, o.freight_refunded_fen, o.region_code, o.placed_at, o.paid_at, o.completed_at,
       o.address_deleted_at
from sale_order o
join organisation p on p.id = o.producer_id and p.county_code = o.county_code
where o.id = $1
