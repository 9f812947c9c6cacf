-- Events that were applied before. $1 providers, $2 event keys. Columns: position. Counted from 1. Index: provider_event_pk.
-- A correlated look-up for each, because a join could keep the plan of a table that was empty when it was made.
select n.position
from (select unnest($1::text[]) as provider, unnest($2::text[]) as event_key, generate_subscripts($1::text[], 1) as position) n
cross join lateral (
    select 1
    from provider_event e
    where e.provider = n.provider and e.event_key = n.event_key
    limit 1
) seen
