-- What a carrier reported; what is known already stays as it is. $1 parcel id, $2 hashes, $3 states, $4 times (RFC 3339), $5 texts. Columns: none.
-- Index: tracking_event primary key.
insert into tracking_event (parcel_id, event_hash, state, happened_at, text)
select $1::bigint, n.event_hash, n.state, n.happened_at::timestamptz, n.text
from unnest($2::bytea[], $3::text[], $4::text[], $5::text[]) as n (event_hash, state, happened_at, text)
on conflict (parcel_id, event_hash) do nothing
