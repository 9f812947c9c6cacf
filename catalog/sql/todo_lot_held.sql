-- Lots under a region's code that are held back. $1 region code. Columns: count, oldest_at (since when the lot is there). Index: lot_held.
select count(*) as count, min(n.created_at) as oldest_at
from (select t.created_at
      from lot t
      where t.county_code = left($1::text, 6) and t.state = 'held' and starts_with(t.village_code, $1::text)
      limit 1000) n
