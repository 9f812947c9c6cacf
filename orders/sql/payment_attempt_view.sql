-- An attempt as its buyer sees it. $1 attempt.
-- Columns: payment_id, trade_id, provider, number, amount_fen, state, code_url, expires_at.
select a.id as payment_id, a.trade_id, a.provider, a.number, a.amount_fen, a.state, a.code_url, t.expires_at
from payment_attempt a
join trade t on t.id = a.trade_id
where a.id = $1
