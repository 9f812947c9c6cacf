-- Authorities of a region that wait for somebody's word. $1 region code. Columns: count, oldest_at. Index: proxy_authority_desk.
select count(*) as count, min(n.at) as oldest_at
from (select a.recorded_at as at
      from proxy_authority a
      where a.county_code = left($1::text, 6) and a.state = 'recorded' and starts_with(a.village_code, $1::text)
      limit 1000) n
