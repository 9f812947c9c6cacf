-- Moves that are not as they were written. $1 stamp key, $2 after id, $3 rows. Columns: last_id, row_count, bad. Index: state_log primary key.
with page as (
    select t.id, t.machine, t.object_id, t.stamp is not distinct from row_stamp($1::bytea, stamp_bytes(t)) as fits
    from state_log t
    where t.id > $2
    order by t.id
    limit $3
)
select max(id) as last_id, count(*) as row_count, string_agg(machine || ':' || object_id, ' ') filter (where not fits) as bad
from page
