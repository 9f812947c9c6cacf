-- Locks attempts and their trades by the attempts' numbers. $1 numbers. Index: payment_attempt_number_unique.
-- Columns: attempt_id, number, provider, county_code, amount_fen, attempt_state, trade_id, trade_state, captured_fen.
select a.id as attempt_id, a.number, a.provider, a.county_code, a.amount_fen, a.state as attempt_state, t.id as trade_id, t.state as trade_state, a.captured_fen
from payment_attempt a
join trade t on t.id = a.trade_id
where a.number = any ($1::text[])
order by t.id, a.id
for no key update of t, a
