-- The papers of a dossier, in order. $1 dossier. Columns: kind, number, valid_from, valid_until, scan_id. Index: dossier_paper primary key.
select kind, number, valid_from::text as valid_from, valid_until::text as valid_until, scan_id
from dossier_paper
where dossier_id = $1
order by place
