-- The next orders, as they are stamped but for their lines, which stand in the last field. $1 after id, $2 orders. Binary columns: id, county_code, content, stamp. Index: sale_order primary key.
select t.id, t.county_code,
    record_send(row('sale_order'::text, t.id, t.county_code, t.trade_id, t.buyer_id, t.producer_id, t.station_id, t.goods_fen, t.freight_fen, t.region_code, null::bytea)) as content, t.stamp
from sale_order t
where t.id > $1
order by t.id
limit $2
