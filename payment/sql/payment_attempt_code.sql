-- Keeps the provider's codes and ends the claims. $1 attempts, $2 code_urls. Index: primary key.
-- Columns: payment_id, provider, number, amount_fen, state, code_url, expires_at (as in payment_attempt_view).
update payment_attempt a
set code_url = n.code_url, code_at = now(), claimed_at = null
from (select unnest($1::bigint[]) as id, unnest($2::text[]) as code_url) n
where a.id = any ($1::bigint[]) and a.id = n.id
returning a.id as payment_id, a.provider, a.number, a.amount_fen, a.state, a.code_url, a.expires_at
