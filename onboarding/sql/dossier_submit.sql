-- A dossier is handed in once more. $1 id. Columns: none. Index: dossier primary key.
update dossier
set round = round + 1, revision = revision + 1, submitted_at = now(), publicity_ends_at = null
where id = $1
