-- Locks attempts and their trades by the attempts' numbers. $1 numbers.
-- Columns: attempt id, number, provider, county_code, amount_fen, attempt state, trade id, trade state, captured_fen. Index: payment_attempt_number_unique.
select a.id, a.number, a.provider, a.county_code, a.amount_fen, a.state, t.id, t.state, a.captured_fen
from payment_attempt a
join trade t on t.id = a.trade_id
where a.number = any ($1::text[])
order by t.id, a.id
for no key update of t, a
