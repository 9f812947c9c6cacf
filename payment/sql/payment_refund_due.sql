-- Refunds under way for more than 30 s, by id. $1 limit, $2 after id. Columns: id, number, provider. Index: refund_open, primary key.
select r.id, r.number, a.provider
from refund r
join payment_attempt a on a.id = r.attempt_id
where r.state = 'processing' and r.created_at < now() - interval '30 seconds' and r.id > $2
order by r.id
limit $1
