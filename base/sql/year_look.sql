-- A year's partitions, for taking it out. $1 year. Columns: rows_from (the first id behind it, 0 = no table has the year), is_even (all of its tables end there), is_over (a day ago), is_oldest
-- (no older year is in the books).
with part as (
    select c.relname, right(c.relname, 4)::int as year, (substring(pg_get_expr(c.relpartbound, c.oid) from 'TO \(''(\d+)''\)'))::bigint as upper_id
    from partition_rule r
    join pg_inherits i on i.inhparent = ('public.' || r.table_name)::regclass
    join pg_class c on c.oid = i.inhrelid and c.relname ~ ('^' || r.table_name || '_y[0-9]{4}$')
    where r.step = 'year'
)
select coalesce(max(p.upper_id), 0) as rows_from, coalesce(min(p.upper_id) = max(p.upper_id), false) as is_even,
    coalesce(to_timestamp(((max(p.upper_id) >> 22) + 1704067200000) / 1000.0) < now() - interval '1 day', false) as is_over,
    not exists (select 1 from part o where o.year < $1::int) as is_oldest
from part p
where p.year = $1::int
