-- What a carrier reported; what is known already stays as it is. $1 parcel id, $2 county code, $3 hashes, $4 states, $5 times (RFC 3339), $6 texts.
-- Columns: none. Index: tracking_event primary key.
insert into tracking_event (parcel_id, county_code, event_hash, state, happened_at, text)
select $1::bigint, $2::text, n.event_hash, n.state, n.happened_at::timestamptz, n.text
from unnest($3::bytea[], $4::text[], $5::text[], $6::text[]) as n (event_hash, state, happened_at, text)
on conflict (parcel_id, event_hash) do nothing
