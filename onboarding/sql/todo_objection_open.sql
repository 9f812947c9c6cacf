-- Objections of a county that nobody has answered. $1 region code. Columns: count, oldest_at. Index: dossier_objection_open.
select count(*) as count, min(n.at) as oldest_at
from (select o.created_at as at
      from dossier_objection o
      where o.county_code = left($1::text, 6) and o.state = 'open'
      limit 1000) n
