-- Payment attempts of a subject for its payer. $1 subject kind, $2 subject. Index: payment_attempt_subject.
-- A code is told for 110 minutes; the platform lets it live for two hours.
-- Columns: payment_id, provider, number, amount_fen, state, code_url, created_at, paid_at.
select id as payment_id, provider, number, amount_fen, state, case when code_at > now() - interval '110 minutes' then code_url end as code_url, created_at, paid_at
from payment_attempt
where subject_id = $2 and subject_kind = $1
order by id
