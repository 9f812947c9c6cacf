-- An attempt as its payer sees it. $1 attempt. Index: primary key.
-- A code is told for 110 minutes; the platform lets it live for two hours.
-- Columns: payment_id, provider, number, amount_fen, state, code_url, expires_at.
select id as payment_id, provider, number, amount_fen, state, case when code_at > now() - interval '110 minutes' then code_url end as code_url, expires_at
from payment_attempt
where id = $1
