-- What a buyer paid, newest first. $1 buyer, $2 limit. Columns: trade_id, number, provider, transaction_id, amount_fen, paid_at.
-- Index: trade_buyer, payment_attempt_subject.
select t.id as trade_id, a.number, a.provider, a.transaction_id, a.captured_fen as amount_fen, a.paid_at
from trade t
join payment_attempt a on a.subject_id = t.id and a.subject_kind = 'trade' and a.county_code = t.county_code
where t.buyer_id = $1 and a.paid_at is not null
order by t.id desc, a.id desc
limit $2::bigint
