-- Refunds to ask about, those that waited longest first: each after an eighth of its age, from 30 s up to 6 h; one that was only asked for after 10 minutes, when
-- its job has had its time. $1 limit. Columns: id, number, provider. Index: refund_to_ask.
select r.id, r.number, a.provider
from refund r
join payment_attempt a on a.id = r.attempt_id
where r.state in ('requested', 'processing', 'abnormal')
  and coalesce(r.asked_at, r.created_at) < now() - greatest(interval '30 seconds', least(interval '6 hours', (now() - r.created_at) / 8))
  and (r.state <> 'requested' or r.created_at < now() - interval '10 minutes')
order by coalesce(r.asked_at, r.created_at)
limit $1
