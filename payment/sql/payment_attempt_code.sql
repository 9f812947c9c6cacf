-- Keeps the provider's code and ends the claim. $1 attempt, $2 code_url. Columns: none. Index: primary key.
update payment_attempt
set code_url = $2::text, code_at = now(), checked_at = null
where id = $1::bigint
