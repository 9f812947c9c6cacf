-- Objections to a dossier, newest first. $1 dossier. Columns: objection_id, round, _account_id, _text, _contact (sealed), state, answer, created_at, answered_at. Index: dossier_objection_dossier.
select id as objection_id, round, account_id as _account_id, text_sealed as _text, contact_sealed as _contact, state, answer, created_at, answered_at
from dossier_objection
where dossier_id = $1
order by id desc
limit 100
