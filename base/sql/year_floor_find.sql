-- Behind all years that are away. Columns: year (0 = none is), rows_from, objects_from, settled_ms (the midnight from which on no sum has anything of them, Unix milliseconds; 0 = none is away), months_from (the first month that has nothing of them, '' = all).
select f.year, f.rows_from, f.objects_from, case when f.year = 0 then 0 else floor(extract(epoch from f.settled_from) * 1000)::bigint end as settled_ms, f.months_from
from year_floor f
