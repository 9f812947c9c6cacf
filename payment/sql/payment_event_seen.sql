-- Events that were applied before. $1 providers, $2 event keys. Columns: position. Counted from 1. Index: provider_event_pk.
-- A correlated look-up for each, because a join could keep the plan of a table that was empty when it was made.
select n.position
from unnest($1::text[], $2::text[]) with ordinality as n (provider, event_key, position)
cross join lateral (
    select 1
    from provider_event e
    where e.provider = n.provider and e.event_key = n.event_key
    limit 1
) seen
