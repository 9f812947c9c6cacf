-- Payment attempts of a trade for its buyer. $1 trade. Index: payment_attempt_trade.
-- Columns: payment_id, provider, number, amount_fen, state, code_url, created_at, paid_at.
select id as payment_id, provider, number, amount_fen, state, code_url, created_at, paid_at
from payment_attempt
where trade_id = $1
order by id
