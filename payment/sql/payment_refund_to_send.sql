-- What the provider must be told of a refund that has not ended. $1 refund. Columns: provider, number, payment_number, total_fen, captured_fen, reason.
-- Index: primary keys.
select a.provider, r.number, a.number as payment_number, r.total_fen, a.captured_fen, r.reason
from refund r
join payment_attempt a on a.id = r.attempt_id
where r.id = $1 and r.state = 'requested'
