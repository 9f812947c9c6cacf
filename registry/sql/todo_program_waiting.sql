-- Programs' accounts that wait for a second person's word. $1 region ('' = everywhere). Columns: count, oldest_at. Scans program, which is small.
select count(*) as count, min(n.created_at) as oldest_at
from (select p.created_at
      from program p
      where p.state = 'waiting' and starts_with(p.region_code, $1::text)
      limit 1000) n
