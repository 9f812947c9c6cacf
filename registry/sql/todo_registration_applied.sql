-- Registrations of a region that wait for a decision; below the county only of households. $1 region code. Columns: count, oldest_at. Index: registration_desk.
select count(*) as count, min(n.at) as oldest_at
from (select r.created_at as at
      from registration r
      where r.county_code = left($1::text, 6) and r.state = 'applied' and starts_with(r.place_code, $1::text) and (r.kind = 'household' or length($1::text) = 6)
      limit 1000) n
