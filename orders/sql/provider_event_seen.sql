-- Events that were applied before. $1 providers, $2 event keys. Columns: position (1-based). Index: provider_event_pk.
select n.position
from unnest($1::text[], $2::text[]) with ordinality as n (provider, event_key, position)
join provider_event e on e.provider = n.provider and e.event_key = n.event_key
