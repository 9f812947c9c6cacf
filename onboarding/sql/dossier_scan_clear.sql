-- Takes a dossier's scans away. $1 dossier. Columns: none. Index: dossier_scan_dossier.
delete from dossier_scan
where dossier_id = $1
