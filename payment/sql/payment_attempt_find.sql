-- Attempts by id. $1 ids. Columns: id, number, provider, code_url, state. Index: primary key.
-- A code is told for 110 minutes; the platform lets it live for two hours.
select id, number, provider, case when code_at > now() - interval '110 minutes' then code_url end as code_url, state
from payment_attempt
where id = any ($1::bigint[])
