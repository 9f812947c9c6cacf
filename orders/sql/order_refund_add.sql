-- Writes what a refund of an order gives back. $1 refund, $2 county, $3 order, $4 its station, $5 goods, $6 freight, $7 after completion, $8 stamp key.
-- Columns: none.
insert into order_refund (refund_id, county_code, order_id, station_id, goods_fen, freight_fen, after_completion, stamp)
values ($1::bigint, $2::text, $3::bigint, $4::bigint, $5::bigint, $6::bigint, $7::boolean,
        row_stamp($8::bytea, record_send(row('order_refund'::text, $1::bigint, $2::text, $3::bigint, $4::bigint, $5::bigint, $6::bigint, $7::boolean))))
