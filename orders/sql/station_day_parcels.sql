-- Parcels of a station that were packed, handed over or signed for since a moment. $1 station, $2 moment, $3 the id from which on parcels are looked at.
-- Columns: packed_parcels, packed_g, handed_over, handed_over_g, signed. Index: parcel_station.
select count(*) filter (where c.packed_at >= $2::timestamptz) as packed_parcels,
       coalesce(sum(c.weight_g) filter (where c.packed_at >= $2::timestamptz), 0)::bigint as packed_g,
       count(*) filter (where c.handed_over_at >= $2::timestamptz) as handed_over,
       coalesce(sum(c.weight_g) filter (where c.handed_over_at >= $2::timestamptz), 0)::bigint as handed_over_g,
       count(*) filter (where c.signed_at >= $2::timestamptz) as signed
from parcel c
where c.station_id = $1::bigint and c.id >= $3::bigint
