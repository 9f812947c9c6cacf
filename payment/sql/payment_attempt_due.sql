-- Open attempts to ask about, those that waited longest first: each after an eighth of its age, from a minute up to an hour, the first time after 20 s. One without
-- a code is asked about when whoever opened it must have given up. $1 limit. Columns: number, provider, is_over (its time to pay has run out), is_lost (a month ago).
-- Index: payment_attempt_to_ask.
select number, provider, expires_at < now() as is_over, expires_at < now() - interval '30 days' as is_lost
from payment_attempt
where state = 'created'
  and coalesce(checked_at, created_at) < now() - interval '20 seconds'
  and (checked_at is null or checked_at < now() - greatest(interval '1 minute', least(interval '1 hour', (now() - created_at) / 8)))
  and (code_url is not null or created_at < now() - interval '2 minutes')
order by coalesce(checked_at, created_at)
limit $1
