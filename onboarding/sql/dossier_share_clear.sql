-- Takes a dossier's shareholders away. $1 dossier. Columns: none. Index: dossier_share primary key.
delete from dossier_share
where dossier_id = $1
