-- An attempt as its payer sees it. $1 attempt. Index: primary key.
-- Columns: payment_id, provider, number, amount_fen, state, code_url, expires_at.
select id as payment_id, provider, number, amount_fen, state, code_url, expires_at
from payment_attempt
where id = $1
