-- Writes an attempt before the provider is asked. $1 id, $2 county, $3 trade, $4 provider, $5 number, $6 amount.
-- Columns: none.
insert into payment_attempt (id, county_code, trade_id, provider, number, amount_fen)
values ($1::bigint, $2::text, $3::bigint, $4::text, $5::text, $6::bigint)
