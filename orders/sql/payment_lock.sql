-- Locks attempts and their trades by the attempts' numbers. $1 numbers.
-- Columns: attempt id, number, provider, county_code, amount_fen, attempt state, trade id, trade state. Index: payment_attempt_number_unique.
select a.id, a.number, a.provider, a.county_code, a.amount_fen, a.state, t.id, t.state
from payment_attempt a
join trade t on t.id = a.trade_id
where a.number = any ($1::text[])
order by t.id, a.id
for update of t, a
