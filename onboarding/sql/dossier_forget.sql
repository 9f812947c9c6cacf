-- What is personal in a dossier goes; that it was, what for and where it stands stays. $1 id, $2 days. Columns: county_code, state (no row when somebody has gone on with it meanwhile).
-- Index: dossier primary key.
update dossier
set legal_name_sealed = null, legal_id_sealed = null, bank_sealed = null, contact_sealed = null, forgotten_at = now(), revision = revision + 1
where id = $1 and forgotten_at is null and state in ('draft', 'sent_back', 'withdrawn') and touched_at < now() - make_interval(days => $2::int)
returning county_code, state
