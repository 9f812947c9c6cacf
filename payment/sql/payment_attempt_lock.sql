-- Locks attempts by their numbers, in order of id. $1 numbers. Index: payment_attempt_number_unique.
-- Ordered by an expression, so that no plan made while the table was small walks all of it in the order of its ids.
-- Columns: id, number, provider, county_code, amount_fen, state, subject_kind, subject_id, captured_fen.
select id, number, provider, county_code, amount_fen, state, subject_kind, subject_id, captured_fen
from payment_attempt
where number = any ($1::text[])
order by id + 0
for no key update
