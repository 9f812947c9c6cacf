-- Takes it on oneself to ask the provider for an attempt's code: one at a time, as each answer makes the code before it void. Who took it and
-- was not heard of for 15 s (longer than a call takes) has lost it. $1 attempt. Columns: id. One row when it is ours. Index: primary key.
update payment_attempt
set checked_at = now()
where id = $1 and state = 'created' and code_url is null and (checked_at is null or checked_at < now() - interval '15 seconds')
returning id
