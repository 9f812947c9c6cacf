-- Locks a dossier. $1 id. Index: dossier primary key.
-- Columns: county_code, purpose, applicant_id, organisation_id (0 = none), kind, name, uscc, township_code, village_code, no_shareholders, state, revision, round.
select county_code, purpose, applicant_id, coalesce(organisation_id, 0) as organisation_id, kind, name, uscc, township_code, village_code, no_shareholders, state, revision, round
from dossier
where id = $1
for update
