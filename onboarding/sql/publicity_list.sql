-- What is public now, the first to end first by id. $1 county ('' = any), $2 id to begin after, $3 limit.
-- Columns: dossier_id, name, kind, uscc, county_code, county_name, township_name, sells, publicity_ends_at. Index: dossier_desk, dossier primary key without a county.
select d.id as dossier_id, d.name, d.kind, d.uscc, d.county_code, coalesce(c.name, '') as county_name, coalesce(r.name, '') as township_name, d.sells, d.publicity_ends_at
from dossier d
left join region c on c.code = d.county_code and c.level = 3
left join region r on r.code = d.township_code and r.level = 4
where d.state = 'publicity' and ($1 = '' or d.county_code = $1) and d.id > $2
order by d.id
limit $3
