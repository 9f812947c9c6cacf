-- Dossiers of a region that were handed in, oldest first. $1 what the region's codes begin with, $2 id to begin after, $3 limit, $4 states.
-- Columns: dossier_id, purpose, organisation_id, kind, name, uscc, county_code, township_code, township_name, state, round, submitted_at, publicity_ends_at,
-- open_objections. Index: dossier_desk.
select d.id as dossier_id, d.purpose, d.organisation_id, d.kind, d.name, d.uscc, d.county_code, d.township_code, coalesce(r.name, '') as township_name, d.state, d.round,
    d.submitted_at, d.publicity_ends_at,
    (select count(*) from dossier_objection o where o.dossier_id = d.id and o.county_code = d.county_code and o.state = 'open') as open_objections
from dossier d
left join region r on r.code = d.township_code and r.level = 4
where starts_with(coalesce(nullif(d.township_code, ''), d.county_code), $1) and (length($1) < 6 or d.county_code = left($1, 6)) and d.id > $2 and d.state = any ($4::text[]) and d.round > 0
order by d.id
limit $3
