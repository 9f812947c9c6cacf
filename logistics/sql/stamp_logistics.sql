-- Stamps rows that have no stamp. $1 stamp key, $2 whether rows that do not fit their stamp are stamped anew as well. Columns: stamped.
with parcels as (
    update parcel t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
), parcel_items as (
    update parcel_item t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
), tracking_events as (
    update tracking_event t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
)
select sum(n)::bigint as stamped
from (select count(*) as n from parcels union all select count(*) from parcel_items union all select count(*) from tracking_events) c
