-- Dossiers whose publicity is over and to which no objection is open. $1 limit. Columns: id. Index: dossier_publicity.
select d.id
from dossier d
where d.state = 'publicity' and d.publicity_ends_at <= now()
    and not exists (select from dossier_objection o where o.dossier_id = d.id and o.county_code = d.county_code and o.state = 'open')
order by d.publicity_ends_at
limit $1
