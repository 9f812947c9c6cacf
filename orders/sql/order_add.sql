-- Writes placed orders. $1 ids, $2 county codes, $3 trades, $4 buyers, $5 producers, $6 stations, $7 goods, $8 freight, $9 destination regions,
-- $10 sealed addresses, $11 stamps. Columns: none.
insert into sale_order (id, county_code, trade_id, buyer_id, producer_id, station_id, goods_fen, freight_fen, region_code, address_sealed, stamp)
select n.id, n.county_code, n.trade_id, n.buyer_id, n.producer_id, n.station_id, n.goods_fen, n.freight_fen, n.region_code, n.address_sealed, n.stamp
from unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::text[], $10::bytea[], $11::bytea[])
     as n (id, county_code, trade_id, buyer_id, producer_id, station_id, goods_fen, freight_fen, region_code, address_sealed, stamp)
