-- What the provider is told of a refund, and asked about it. $1 refund. Columns: provider, number, payment_number, total_fen, captured_fen, reason, state,
-- provider_refund_id. Index: primary keys.
select a.provider, r.number, a.number as payment_number, r.total_fen, a.captured_fen, r.reason, r.state, r.provider_refund_id
from refund r
join payment_attempt a on a.id = r.attempt_id
where r.id = $1
