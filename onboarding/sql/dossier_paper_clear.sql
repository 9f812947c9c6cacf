-- Takes a dossier's papers away. $1 dossier. Columns: none. Index: dossier_paper primary key.
delete from dossier_paper
where dossier_id = $1
