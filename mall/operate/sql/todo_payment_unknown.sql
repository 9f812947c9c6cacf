-- Attempts to pay that are past their time and still open: what became of the money is not known. Columns: count, oldest_at. Index: payment_attempt_open.
select count(*) as count, min(created_at) as oldest_at
from (select created_at from payment_attempt where state = 'created' and expires_at < now() - interval '10 minutes' and created_at < now() - interval '10 minutes' limit 1000) n
