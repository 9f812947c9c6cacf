-- What a dossier became. $1 id, $2 organisation. Columns: none. Index: dossier primary key.
update dossier
set organisation_id = $2
where id = $1
