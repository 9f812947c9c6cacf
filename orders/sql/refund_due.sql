-- Refunds under way for more than 30 s. $1 limit. Columns: number, provider. Index: refund_open.
select r.number, a.provider
from refund r
join payment_attempt a on a.id = r.attempt_id
where r.state = 'processing' and r.created_at < now() - interval '30 seconds'
order by r.created_at
limit $1
