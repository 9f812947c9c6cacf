-- Open attempts that have a code, are older than 20 s and were not asked about for a minute. $1 limit. Columns: number, provider. Index: payment_attempt_open.
select number, provider
from payment_attempt
where state = 'created' and code_url is not null and created_at < now() - interval '20 seconds'
  and (checked_at is null or checked_at < now() - interval '60 seconds')
order by created_at
limit $1
