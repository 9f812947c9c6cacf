-- Locks attempts by their numbers, in order of id. $1 numbers. Index: payment_attempt_number_unique.
-- Columns: id, number, provider, county_code, amount_fen, state, subject_kind, subject_id, captured_fen.
select id, number, provider, county_code, amount_fen, state, subject_kind, subject_id, captured_fen
from payment_attempt
where number = any ($1::text[])
order by id
for no key update
