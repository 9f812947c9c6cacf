-- The next orders, by the columns that they are stamped by but for their lines, which stand in the last field, and where they stand. $1 after id, $2 orders. Binary columns: id, county_code, trade_id,
-- buyer_id, producer_id, station_id, goods_fen, freight_fen, region_code, lines, stamp, state, freight_refunded_fen (null = nothing), paid_at, placed_at, completed_at. Index: sale_order primary key.
select t.id, t.county_code, t.trade_id, t.buyer_id, t.producer_id, t.station_id, t.goods_fen, t.freight_fen, t.region_code, null::bytea as lines, t.stamp, t.state,
    nullif(t.freight_refunded_fen, 0) as freight_refunded_fen, t.paid_at, t.placed_at, t.completed_at
from sale_order t
where t.id > $1
order by t.id
limit $2
