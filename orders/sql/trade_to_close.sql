-- Trades whose time to pay ran out with an attempt to pay that is still open and was not asked about in the last 10 seconds; those that waited longest first.
-- $1 limit. Columns: trade_id. Index: trade_expiry, payment_attempt_subject.
select t.id as trade_id
from trade t
join payment_attempt a on a.subject_id = t.id and a.subject_kind = 'trade' and a.county_code = t.county_code
where t.state = 'placed' and t.expires_at <= now() and a.state = 'created' and (a.checked_at is null or a.checked_at < now() - interval '10 seconds')
group by t.id
order by min(coalesce(a.checked_at, a.created_at))
limit $1
