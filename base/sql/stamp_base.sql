-- Stamps rows that have no stamp. $1 stamp key, $2 whether rows that do not fit their stamp are stamped anew as well. Columns: stamped.
with moves as (
    update state_log t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
), changes as (
    update change_trail t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where $2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t))
    returning 1
), keys as (
    update idempotency_key t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
), ends as (
    update chain_end t set stamp = row_stamp($1::bytea, record_send(row('chain_end'::text, t.chain, t.day, t.value)))
    where length(t.stamp) = 0 or $2::boolean
    returning 1
)
select sum(n)::bigint as stamped
from (select count(*) as n from moves union all select count(*) from changes union all select count(*) from keys union all select count(*) from ends) c
