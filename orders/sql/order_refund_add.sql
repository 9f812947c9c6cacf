-- Writes what a refund of an order gives back. $1 refund, $2 county, $3 order, $4 goods, $5 freight, $6 after completion. Columns: none.
insert into order_refund (refund_id, county_code, order_id, goods_fen, freight_fen, after_completion)
values ($1::bigint, $2::text, $3::bigint, $4::bigint, $5::bigint, $6::boolean)
