-- Stamps rows that have no stamp. $1 stamp key, $2 whether rows that do not fit their stamp are stamped anew as well. Columns: stamped.
with flags as (
    update fraud_flag t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or $2::boolean and t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
    returning 1
)
select count(*) as stamped from flags
