-- Keeps events with what they led to; an event without effect may come again. $1 providers, $2 keys, $3 attempts (0 = none), $4 amounts, $5 outcomes,
-- $6 stamp key.
-- Columns: none.
insert into provider_event (provider, event_key, attempt_id, amount_fen, outcome, stamp)
select n.provider, n.event_key, nullif(n.attempt_id, 0), n.amount_fen, n.outcome,
       row_stamp($6::bytea, record_send(row('provider_event'::text, n.provider, n.event_key, nullif(n.attempt_id, 0), n.amount_fen, n.outcome)))
from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::text[]) as n (provider, event_key, attempt_id, amount_fen, outcome)
on conflict (provider, event_key) do nothing
