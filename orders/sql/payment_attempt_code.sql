-- Keeps the provider's code. $1 attempt, $2 code_url.
update payment_attempt
set code_url = $2::text
where id = $1::bigint
