-- What a carrier reported, newest first; what is known already stays as it is. $1 parcel id, $2 county code, $3 hashes, $4 states, $5 times (RFC 3339),
-- $6 texts, $7 stamp key. A time before the parcel was packed, or to come, is that of packing, or now, in the order in which they came. Columns: event_hash (of
-- those that are new). Index: tracking_event primary key.
insert into tracking_event (parcel_id, county_code, event_hash, state, happened_at, text, stamp)
select p.id, $2::text, n.event_hash, n.state, h.happened_at, n.text,
       row_stamp($7::bytea, record_send(row('tracking_event'::text, p.id, $2::text, n.event_hash, n.state, h.happened_at, n.text)))
from (select unnest($3::bytea[]) as event_hash, unnest($4::text[]) as state, unnest($5::text[]) as happened_at, unnest($6::text[]) as text,
             generate_subscripts($3::bytea[], 1) as place) n
join parcel p on p.id = $1::bigint and p.county_code = $2::text
cross join lateral (
    select case when n.happened_at::timestamptz < p.packed_at then p.packed_at + (cardinality($3::bytea[]) - n.place) * interval '1 microsecond'
                when n.happened_at::timestamptz > now() then now() - n.place * interval '1 microsecond'
                else n.happened_at::timestamptz end as happened_at
) h
on conflict on constraint tracking_event_pkey do nothing
returning event_hash
