-- A station's parcels that are packed and wait for a carrier. $1 station. Columns: count, oldest_at. Index: parcel_packed.
select count(*) as count, min(n.packed_at) as oldest_at
from (select p.packed_at
      from parcel p
      where p.station_id = $1::bigint and p.state = 'packed'
      limit 1000) n
