-- Stamps rows that have no stamp. $1 stamp key, $2 whether rows that do not fit their stamp are stamped anew as well. Columns: stamped.
with payment_attempts as (
    update payment_attempt t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
), refunds as (
    update refund t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
), refund_numbers as (
    update refund_number t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
), provider_events as (
    update provider_event t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
)
select sum(n)::bigint as stamped
from (select count(*) as n from payment_attempts union all select count(*) from refunds union all select count(*) from refund_numbers
      union all select count(*) from provider_events) c
