-- Versions under a region's code that wait for its station's decision. $1 region code. Columns: count, oldest_at. Index: listing_version_queue.
select count(*) as count, min(n.submitted_at) as oldest_at
from (select v.submitted_at
      from listing_version v
      where v.state in ('submitted', 'township_checked') and v.county_code = left($1::text, 6) and starts_with(v.village_code, $1::text)
      limit 1000) n
