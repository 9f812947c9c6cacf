-- Dossiers of a region that wait for this desk. $1 region code. Columns: count, oldest_at. Index: dossier_desk.
select count(*) as count, min(n.at) as oldest_at
from (select d.submitted_at as at
      from dossier d
      where d.county_code = left($1::text, 6) and d.state = 'department_review' and starts_with(coalesce(nullif(d.township_code, ''), d.county_code), $1::text)
      limit 1000) n
