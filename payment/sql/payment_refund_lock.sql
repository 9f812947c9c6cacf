-- Locks a refund by its number. $1 number. Columns: id, county_code, state, total_fen, attempt_id, escrow_id. Index: refund_number_unique.
select id, county_code, state, total_fen, attempt_id, escrow_id
from refund
where number = $1
for no key update
