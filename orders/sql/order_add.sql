-- Writes placed orders. $1 ids, $2 county codes, $3 trades, $4 buyers, $5 producers, $6 stations, $7 goods, $8 freight, $9 destination regions,
-- $10 sealed addresses, $11 stamps. Columns: none.
insert into sale_order (id, county_code, trade_id, buyer_id, producer_id, station_id, goods_fen, freight_fen, region_code, address_sealed, stamp)
select n.id, n.county_code, n.trade_id, n.buyer_id, n.producer_id, n.station_id, n.goods_fen, n.freight_fen, n.region_code, n.address_sealed, n.stamp
from (select unnest($1::bigint[]) as id, unnest($2::text[]) as county_code, unnest($3::bigint[]) as trade_id, unnest($4::bigint[]) as buyer_id,
             unnest($5::bigint[]) as producer_id, unnest($6::bigint[]) as station_id, unnest($7::bigint[]) as goods_fen, unnest($8::bigint[]) as freight_fen,
             unnest($9::text[]) as region_code, unnest($10::bytea[]) as address_sealed, unnest($11::bytea[]) as stamp) n
