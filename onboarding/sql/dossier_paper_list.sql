-- The papers of a dossier, in order. $1 dossier. Columns: kind, number, issued_on, expires_on, scan_id. Index: dossier_paper primary key.
select kind, number, issued_on::text as issued_on, expires_on::text as expires_on, scan_id
from dossier_paper
where dossier_id = $1
order by place
