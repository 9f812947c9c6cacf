-- An objection's dossier. $1 objection. Columns: dossier_id. Index: dossier_objection primary key.
select dossier_id
from dossier_objection
where id = $1
