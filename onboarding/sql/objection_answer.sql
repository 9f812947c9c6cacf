-- Answers an open objection. $1 objection, $2 outcome, $3 answer. Columns: county_code (no row: it is not open). Index: dossier_objection primary key.
update dossier_objection
set state = $2, answer = $3, answered_at = now()
where id = $1 and state = 'open'
returning county_code
