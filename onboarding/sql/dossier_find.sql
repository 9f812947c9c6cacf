-- A dossier. $1 id, $2 days for which one that nobody goes on with is kept. Index: dossier primary key.
-- Columns: dossier_id, county_code, purpose, _applicant_id, organisation_id, kind, name, uscc, township_code, village_code, sells, processed, no_shareholders, _legal_name, _legal_id,
-- _bank, _contact (sealed), state, revision, round, submitted_at, publicity_ends_at, created_at, forgets_at (when that is), forgotten_at.
select id as dossier_id, county_code, purpose, applicant_id as _applicant_id, organisation_id, kind, name, uscc, township_code, village_code, sells, processed, no_shareholders,
    legal_name_sealed as _legal_name, legal_id_sealed as _legal_id, bank_sealed as _bank, contact_sealed as _contact, state, revision, round, submitted_at,
    publicity_ends_at, created_at,
    case when forgotten_at is null and state in ('draft', 'sent_back', 'withdrawn') then touched_at + make_interval(days => $2::int) end as forgets_at, forgotten_at
from dossier
where id = $1
