-- Locks a refund by any of its numbers. $1 number. Columns: id, county_code, state, total_fen, attempt_id, escrow_id, number (the one in force), ordinal (of the one
-- asked for). Index: refund_number_pk, refund primary key.
select r.id, r.county_code, r.state, r.total_fen, r.attempt_id, r.escrow_id, r.number, n.ordinal
from refund_number n
join refund r on r.id = n.refund_id and r.county_code = n.county_code
where n.number = $1
for no key update of r
