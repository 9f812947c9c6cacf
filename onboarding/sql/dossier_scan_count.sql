-- How many of these scans are a dossier's, and how many it has. $1 dossier, $2 ids. Columns: own, all_count. Index: dossier_scan_dossier.
select count(*) filter (where s.id = any ($2::bigint[])) as own, count(*) as all_count
from dossier_scan s
where s.dossier_id = $1
