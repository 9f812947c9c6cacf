-- Locks a refund by its number. $1 number. Index: refund_number_unique.
-- Columns: id, county_code, state, total_fen, attempt_id, order_id (0 = none).
select id, county_code, state, total_fen, attempt_id, coalesce(order_id, 0) as order_id
from refund
where number = $1
for no key update
