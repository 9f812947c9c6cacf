-- One that is public. $1 dossier. Index: dossier primary key.
-- Columns: dossier_id, name, kind, uscc, county_code, county_name, township_name, sells, publicity_ends_at.
select d.id as dossier_id, d.name, d.kind, d.uscc, d.county_code, coalesce(c.name, '') as county_name, coalesce(r.name, '') as township_name, d.sells, d.publicity_ends_at
from dossier d
left join region c on c.code = d.county_code and c.level = 3
left join region r on r.code = d.township_code and r.level = 4
where d.id = $1 and d.state = 'publicity'
