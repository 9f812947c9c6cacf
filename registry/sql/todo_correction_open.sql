-- Requests for corrections of a region that wait. $1 region code. Columns: count, oldest_at. Index: household_correction_desk.
select count(*) as count, min(n.at) as oldest_at
from (select c.asked_at as at
      from household_correction c
      where c.county_code = left($1::text, 6) and c.state in ('asked', 'checked') and starts_with(c.village_code, $1::text)
      limit 1000) n
