-- An account's dossiers, newest first. $1 account, $2 id to begin before, $3 limit.
-- Columns: dossier_id, purpose, organisation_id, kind, name, county_code, state, submitted_at, publicity_ends_at, created_at. Index: dossier_applicant.
select id as dossier_id, purpose, organisation_id, kind, name, county_code, state, submitted_at, publicity_ends_at, created_at
from dossier
where applicant_id = $1 and id < $2
order by id desc
limit $3
