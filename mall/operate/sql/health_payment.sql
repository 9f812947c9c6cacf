-- Payments under way. Columns: payments_open, payment_oldest_open_at, payments_late (past their time and still without an answer). Index: payment_attempt_open.
select count(*) as payments_open, min(created_at) as payment_oldest_open_at, count(*) filter (where expires_at < now() - interval '10 minutes') as payments_late
from payment_attempt
where state = 'created'
