-- Reversals that are not as they were written. $1 stamp key, $2 after id, $3 rows. Columns: last_id, row_count, bad. Index: pool_reversal primary key.
with page as (
    select t.id, t.stamp is not distinct from row_stamp($1::bytea, stamp_bytes(t)) as fits
    from pool_reversal t
    where t.id > $2
    order by t.id
    limit $3
)
select max(id) as last_id, count(*) as row_count, string_agg('reversal:' || id, ' ') filter (where not fits) as bad
from page
