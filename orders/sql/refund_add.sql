-- Writes a requested refund. $1 id, $2 county, $3 trade, $4 order or null, $5 attempt, $6 number, $7 kind, $8 goods, $9 freight, $10 after completion, $11 reason, $12 actor.
-- Columns: none.
insert into refund (id, county_code, trade_id, order_id, attempt_id, number, kind, goods_fen, freight_fen, total_fen, after_completion, reason, actor_id)
values ($1::bigint, $2::text, $3::bigint, $4::bigint, $5::bigint, $6::text, $7::text, $8::bigint, $9::bigint, $8::bigint + $9::bigint, $10::boolean, $11::text, $12::bigint)
