-- Moves a dossier. $1 id, $2 from, $3 to. Columns: revision (no row when it is not in that state). Index: dossier primary key.
update dossier
set state = $3, touched_at = now()
where id = $1 and state = $2
returning revision
