-- Keeps events with what they led to; an event without effect may come again. $1 providers, $2 keys, $3 attempts (0 = none), $4 amounts, $5 outcomes,
-- $6 stamp key.
-- Columns: none.
insert into provider_event (provider, event_key, attempt_id, amount_fen, outcome, stamp)
select n.provider, n.event_key, nullif(n.attempt_id, 0), n.amount_fen, n.outcome,
       row_stamp($6::bytea, record_send(row('provider_event'::text, n.provider, n.event_key, nullif(n.attempt_id, 0), n.amount_fen, n.outcome)))
from (select unnest($1::text[]) as provider, unnest($2::text[]) as event_key, unnest($3::bigint[]) as attempt_id, unnest($4::bigint[]) as amount_fen,
             unnest($5::text[]) as outcome) n
on conflict (provider, event_key) do nothing
