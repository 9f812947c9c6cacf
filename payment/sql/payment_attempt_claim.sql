-- Takes it on oneself to ask the provider for an attempt's code, the first or one in place of a dead one: one at a time, as each answer makes the code before it void.
-- Who took it and was not heard of for 9 s (longer than a call takes) has lost it. $1 attempt. Columns: id. One row when it is ours. Index: primary key.
update payment_attempt
set claimed_at = now()
where id = $1 and state = 'created' and (code_at is null or code_at <= now() - interval '110 minutes')
  and (claimed_at is null or claimed_at < now() - interval '9 seconds')
returning id
